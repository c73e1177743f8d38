import type { Context } from 'hono';

import { startPlacement, type StartPlacementError } from '../../actions/placements/start-placement.ts';
import { listSquadMembers, type SquadMember } from '../../db/queries/county-placements.ts';
import { findRequestSheet, type RequestSheet } from '../../db/queries/county-requests.ts';
import { reaches } from '../../domain/actor.ts';
import type { ClearanceKind } from '../../domain/clearance.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { ChecksField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Confirm, Done, Empty, Note, Title } from '../parts/page.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { checksText, originOf } from './guest-parts.tsx';
import { guestsWords } from './guests-words.ts';
import { filterIn, idIn, todayOf } from './own.ts';
import { z } from 'zod';

type Failed = { readonly name: string; readonly reason: string };
type Shown = {
  readonly viewer: Viewer;
  readonly request: RequestSheet;
  /** Those who were to come and whose arrival nobody has confirmed. */
  readonly awaited: readonly SquadMember[];
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly arrived?: number | undefined;
  readonly failed?: readonly Failed[];
};

/** A whole squad on one page: who has arrived. */
function chooseView({ viewer, request, awaited, typed, faults = [], arrived, failed = [] }: Shown) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const href = `/county/requests/${request.id}`;
  const isEarly = todayOf(viewer) < request.startDay;
  const options = awaited.map((member) => {
    const checks = member.missingChecks.length === 0 ? words.ready : words.lacks(checksText(member.missingChecks, locale));
    return { value: member.id, label: member.name, hint: `${originOf(member, locale)} · ${checks}` };
  });
  return (
    <Frame viewer={viewer} title={words.arrivalTitle(request.place)} width="reading">
      {arrived === undefined || arrived === 0 ? null : <Done>{words.arrived(arrived)}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      {failed.length === 0 ? null : <Failures failed={failed} title={words.notArrived(failed.length)} told={words.checksTold} />}
      <Title
        title={words.arrivalTitle(request.place)}
        above={{ href: `${href}/squad`, name: words.squadTitle(request.place) }}
        beside={daysText(request.startDay, request.endDay, locale)}
        lead={awaited.length === 0 || isEarly ? undefined : words.arrivalLead}
      />
      {awaited.length === 0 ? (
        <Empty>{words.arrivalNobody}</Empty>
      ) : isEarly ? (
        <Note tone="waiting">{words.arrivalEarly(dayText(request.startDay, locale))}</Note>
      ) : (
        <form method="post" action={`${href}/arrival`} novalidate>
          <ChecksField name="arrived" label={words.arrivalWho} typed={typed} faults={faults} options={options} />
          <button class="button">{words.next}</button>
        </form>
      )}
    </Frame>
  );
}

function Failures({ failed, title, told }: { failed: readonly Failed[]; title: string; told: string }) {
  return (
    <Note tone="refused">
      <p>{title}</p>
      <ul>
        {failed.map(({ name, reason }) => (
          <li>
            {name} · {reason}
          </li>
        ))}
      </ul>
      <p>{told}</p>
    </Note>
  );
}

/** Says how many and who before anything is confirmed. */
function confirmView({ viewer, request, chosen }: { viewer: Viewer; request: RequestSheet; chosen: readonly SquadMember[] }) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const href = `/county/requests/${request.id}/arrival`;
  return (
    <Frame viewer={viewer} title={words.arrivalTitle(request.place)} width="reading">
      <Title title={words.arrivalTitle(request.place)} above={{ href, name: words.arrivalWho }} />
      <Confirm viewer={viewer} action={href} button={words.confirmArrivalButton(chosen.length)} back={href}>
        <p>{words.confirmArrival(chosen.length)}</p>
        <ul class="plain">
          {chosen.map(({ id, name, missingChecks }) => (
            <li>
              <span>
                {name}
                {missingChecks.length === 0 ? null : <span class="under">{words.lacks(checksText(missingChecks, locale))}</span>}
              </span>
              <input type="hidden" name="arrived" value={id} />
            </li>
          ))}
        </ul>
        <input type="hidden" name="confirmed" value="yes" />
      </Confirm>
    </Frame>
  );
}

function reasonOf(error: StartPlacementError, viewer: Viewer): string {
  const { locale } = viewer;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the database names checks by their kinds
  if (error.kind === 'checks-missing') return guestsWords[locale].lacks(checksText(error.missing as readonly ClearanceKind[], locale));
  return toldOf(error, viewer).title;
}

/** Starts each through the action, so that one who lacks a check keeps nobody else waiting. */
async function confirmAll(c: Context<AppEnv>, chosen: readonly SquadMember[], viewer: Viewer): Promise<Failed[]> {
  const failed: Failed[] = [];
  for (const { id, name } of chosen) {
    const started = await startPlacement(actionContext(c), id);
    if (!started.ok) failed.push({ name, reason: reasonOf(started.error, viewer) });
  }
  return failed;
}

type Found = { readonly request: RequestSheet; readonly awaited: readonly SquadMember[] };

async function squadIn(c: Context<AppEnv>): Promise<Found | undefined> {
  const id = idIn(c);
  const request = id === undefined ? undefined : await findRequestSheet(c.var.db, id);
  if (request === undefined || !reaches(c.var.actor, 'placement.host', { countyCode: request.countyCode })) return undefined;
  return { request, awaited: await awaitedOf(c, request.id) };
}

async function awaitedOf(c: Context<AppEnv>, requestId: string): Promise<readonly SquadMember[]> {
  return (await listSquadMembers(c.var.db, requestId)).filter(({ state }) => state === 'accepted');
}

export const arrivalPage = new PageRouter()
  .get('/county/requests/:id/arrival', 'placement.host', async (c) => {
    const found = await squadIn(c);
    if (found === undefined) return c.notFound();
    const arrived = filterIn(c, 'arrived', z.coerce.number().int().min(1).max(1000));
    return sendPrivate(c, chooseView({ viewer: viewerOf(c), ...found, typed: new Typed(), arrived }));
  })
  .post('/county/requests/:id/arrival', 'placement.host', async (c) => {
    const found = await squadIn(c);
    if (found === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const { request, awaited } = found;
    const typed = await typedIn(c);
    const wanted = new Set(typed.list('arrived'));
    const chosen = awaited.filter(({ id }) => wanted.has(id));
    if (chosen.length === 0) {
      const faults = [{ field: awaited.length === 0 ? 'content' : 'arrived', message: guestsWords[viewer.locale].tickOne }];
      return sendPrivate(c, chooseView({ viewer, ...found, typed, faults }), 422);
    }
    if (typed.text('confirmed') !== 'yes') return sendPrivate(c, confirmView({ viewer, request, chosen }));
    const failed = await confirmAll(c, chosen, viewer);
    const arrived = chosen.length - failed.length;
    if (failed.length === 0) return seeOther(c, `/county/requests/${request.id}/arrival?arrived=${arrived}`);
    return sendPrivate(c, chooseView({ viewer, request, awaited: await awaitedOf(c, request.id), typed, arrived, failed }), 422);
  });
