import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';

import { changeConditions } from '../../actions/conditions/change-conditions.ts';
import { todayIn } from '../../actions/context.ts';
import { listSquadMembers, type SquadMember } from '../../db/queries/county-placements.ts';
import { findRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { homeZone } from '../../domain/calendar.ts';
import { reaches } from '../../domain/actor.ts';
import { askedPlacementStates } from '../../domain/condition-question.ts';
import { changedParts } from '../../domain/host-conditions.ts';
import { hostConditionsSchema, type HostConditions } from '../../domain/request.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { Fault } from '../../actions/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { hostsIn } from '../county/request-draft.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { HostConditionFields } from '../parts/host-condition-fields.tsx';
import { Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { dayText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { hostConditionWords } from '../words/host-condition-words.ts';
import { wordsIn } from '../words/words.ts';
import { ChangesTable } from './changes-table.tsx';
import { conditionsWords } from './conditions-words.ts';

/** Where somebody signs: a county for itself, a coordinator on its behalf. */
type Side = '/county/requests' | '/desk/requests';

type Shown = {
  readonly viewer: Viewer;
  readonly at: Side;
  readonly request: TeachingRequest;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  /** What stands in the way of what was sent. */
  readonly note?: string | undefined;
};

function PageFrame({ viewer, at, request, title, children }: Omit<Shown, 'typed'> & { title: string; children: Child }) {
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: `${at}/${request.id}`, name: request.place }} lead={conditionsWords[viewer.locale].lead} />
      {children}
    </Frame>
  );
}

function formPage({ faults = [], note, typed, ...shown }: Shown) {
  const { viewer, at, request } = shown;
  const words = conditionsWords[viewer.locale];
  return (
    <PageFrame {...shown} title={words.title}>
      <FaultSummary faults={faults} viewer={viewer} />
      {note === undefined ? null : (
        <Note tone="waiting">
          <p>{note}</p>
        </Note>
      )}
      <form method="post" action={`${at}/${request.id}/conditions`} novalidate>
        <HostConditionFields viewer={viewer} typed={typed} faults={faults} />
        <p class="measure">{words.asksAgain}</p>
        <p class="actions">
          <button class="button" name="do" value="check">
            {words.compare}
          </button>
          <a href={`${at}/${request.id}`}>{wordsIn(viewer.locale).cancel}</a>
        </p>
      </form>
    </PageFrame>
  );
}

type Compared = Shown & { readonly conditions: HostConditions; readonly guests: readonly SquadMember[] };

/** Old and new side by side, and whom it touches, before it is signed. */
function comparePage({ conditions, guests, typed, ...shown }: Compared) {
  const { viewer, at, request } = shown;
  const words = conditionsWords[viewer.locale];
  return (
    <PageFrame {...shown} title={words.compareTitle}>
      <ChangesTable changed={changedParts(request.hostConditions, conditions)} viewer={viewer} />
      <p>{words.signature(conditions.signedBy, dayText(conditions.signedDay, viewer.locale))}</p>
      <p>{words.guestsAsked(guests.length)}</p>
      {guests.length === 0 ? null : (
        <ul class="plain">
          {guests.map(({ name, state }) => (
            <li>
              <span>{name}</span> <State of="placement" state={state} locale={viewer.locale} />
            </li>
          ))}
        </ul>
      )}
      <p class="measure">{words.asksAgain}</p>
      <form method="post" action={`${at}/${request.id}/conditions`}>
        {typed.under('hostConditions.').map(([name, value]) => (
          <input type="hidden" name={`hostConditions.${name}`} value={value} />
        ))}
        <input type="hidden" name="version" value={String(request.version)} />
        <p class="actions">
          <button class="button" name="do" value="sign">
            {words.sign}
          </button>
          <button class="button second" name="do" value="edit">
            {words.edit}
          </button>
        </p>
      </form>
    </PageFrame>
  );
}

function overPage(shown: Omit<Shown, 'typed'>) {
  const words = conditionsWords[shown.viewer.locale];
  return (
    <PageFrame {...shown} title={words.title}>
      <Note tone="waiting">
        <p>{words.over}</p>
      </Note>
    </PageFrame>
  );
}

/** What is stored, to be changed; who signs it and when is said anew. */
function begun(request: TeachingRequest): Typed {
  return Typed.of({ hostConditions: { ...request.hostConditions, signedBy: undefined, signedDay: undefined } });
}

async function requestIn(c: Context<AppEnv>): Promise<TeachingRequest | undefined> {
  const id = z.uuid().safeParse(c.req.param('id'));
  const request = id.success ? await findRequest(c.var.db, id.data) : undefined;
  return request !== undefined && reaches(c.var.actor, 'conditions.change', request) ? request : undefined;
}

/** Can its conditions be changed at all now? */
function isChangeable({ state, endDay }: TeachingRequest, { now }: Viewer): boolean {
  return state === 'approved' && todayIn({ timeZone: homeZone }, now) <= endDay;
}

async function showForm(c: Context<AppEnv>, at: Side): Promise<Response> {
  const request = await requestIn(c);
  if (request === undefined) return c.notFound();
  const shown = { viewer: viewerOf(c), at, request };
  return sendPrivate(c, isChangeable(request, shown.viewer) ? formPage({ ...shown, typed: begun(request) }) : overPage(shown));
}

/** Faults of the parts, at their fields. */
function faultsAt(faults: readonly Fault[], { locale }: Viewer): FieldFault[] {
  const labels: Readonly<Record<string, string>> = hostConditionWords[locale].asked;
  return fieldFaults(
    faults.map(({ pointer, code }) => ({ pointer: `/hostConditions${pointer}`, code })),
    locale,
    (field) => labels[field.replace('hostConditions.', '')],
  );
}

async function takeForm(c: Context<AppEnv>, at: Side): Promise<Response> {
  const request = await requestIn(c);
  if (request === undefined) return c.notFound();
  const viewer = viewerOf(c);
  const shown = { viewer, at, request, typed: await typedIn(c) };
  if (!isChangeable(request, viewer)) return sendPrivate(c, overPage(shown), 422);
  const wanted = shown.typed.text('do');
  if (wanted === 'edit') return sendPrivate(c, formPage(shown));
  const parsed = hostConditionsSchema.safeParse(Object.fromEntries(hostsIn(shown.typed)));
  if (!parsed.success) return sendPrivate(c, formPage({ ...shown, faults: faultsAt(faultsOf(parsed.error), viewer) }), 422);
  if (wanted !== 'sign') return compare(c, shown, parsed.data);

  const version = Number(shown.typed.text('version'));
  const changed = await changeConditions(actionContext(c), request.id, parsed.data, version);
  if (changed.ok) return seeOther(c, `${at}/${request.id}?done=conditions`);
  if (changed.error.kind === 'invalid') {
    return sendPrivate(c, formPage({ ...shown, faults: faultsAt(changed.error.faults, viewer) }), 422);
  }
  const note = changed.error.kind === 'stale' ? conditionsWords[viewer.locale].stale : toldOf(changed.error, viewer).title;
  return sendPrivate(c, formPage({ ...shown, note }), 422);
}

async function compare(c: Context<AppEnv>, shown: Shown, conditions: HostConditions): Promise<Response> {
  const { viewer, request } = shown;
  const words = conditionsWords[viewer.locale];
  if (changedParts(request.hostConditions, conditions).length === 0) {
    return sendPrivate(c, formPage({ ...shown, note: words.unchanged }), 422);
  }
  if (conditions.signedDay > todayIn({ timeZone: homeZone }, viewer.now)) {
    return sendPrivate(c, formPage({ ...shown, faults: faultsAt([{ pointer: '/signedDay', code: 'in-the-future' }], viewer) }), 422);
  }
  const asked: readonly string[] = askedPlacementStates;
  const guests = (await listSquadMembers(c.var.db, request.id)).filter(({ state }) => asked.includes(state));
  return sendPrivate(c, comparePage({ ...shown, conditions, guests }));
}

export const signPages = new PageRouter()
  .get('/county/requests/:id/conditions', 'request.write', async (c) => showForm(c, '/county/requests'))
  .post('/county/requests/:id/conditions', 'request.write', async (c) => takeForm(c, '/county/requests'))
  .get('/desk/requests/:id/conditions', 'request.decide', async (c) => showForm(c, '/desk/requests'))
  .post('/desk/requests/:id/conditions', 'request.decide', async (c) => takeForm(c, '/desk/requests'));
