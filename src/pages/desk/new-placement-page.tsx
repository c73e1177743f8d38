import type { Context } from 'hono';
import { z } from 'zod';

import { weighNeeds, type Fit } from '../../actions/applications/weigh-needs.ts';
import { placeByHand } from '../../actions/placements/place-by-hand.ts';
import { listPlaceable, type Placeable } from '../../db/queries/desk-placements.ts';
import { placeByHandSchema } from '../../domain/placement.ts';
import { fail, type Result } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { typedIn, typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { applicationWords } from './application-words.ts';
import { askedId, askedText } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { placementWords } from './placement-words.ts';
import { faultsAt, nothingTyped } from './queue.tsx';

const at = '/desk/placements/new';
const mostLines = 100;
const askedSchema = z.object({ application: askedId, line: askedId, q: askedText });

type Asked = z.infer<typeof askedSchema>;
type Said = { readonly typed: Typed; readonly faults: readonly FieldFault[] };
type Shown = Said & {
  readonly viewer: Viewer;
  readonly asked: Asked;
  readonly placeable: readonly Placeable[];
  readonly application: Placeable | undefined;
  /** Left out without a profile. */
  readonly fits: readonly Fit[] | undefined;
};

function newPlacementPage(shown: Shown) {
  const { viewer, application, asked, fits, faults } = shown;
  const words = placementWords[viewer.locale];
  const fit = fits?.find(({ opening }) => opening.lineId === asked.line);
  return (
    <Frame viewer={viewer} title={words.newTitle}>
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.newTitle} above={{ href: '/desk/placements', name: words.title }} lead={words.newLead} />
      {application === undefined ? (
        <ChooseApplication {...shown} />
      ) : fit === undefined ? (
        <ChooseLine {...shown} application={application} />
      ) : (
        <Propose {...shown} application={application} fit={fit} />
      )}
    </Frame>
  );
}

/** This page's address with what is chosen so far. */
function addressOf({ application, line }: Pick<Asked, 'application' | 'line'>): string {
  const chosen = Object.entries({ application, line }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return chosen.length === 0 ? at : `${at}?${new URLSearchParams(chosen).toString()}`;
}

function ChooseApplication({ viewer, asked, placeable, typed }: Shown) {
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <section aria-labelledby="choose">
      <h2 id="choose">{words.chooseApplication}</h2>
      <p class="quiet small">{words.onlyUnplaced}</p>
      <Filters viewer={viewer} action={at}>
        {asked.line === undefined ? null : <input type="hidden" name="line" value={asked.line} />}
        <TextField type="search" name="q" label={desk.search} typed={typed} />
      </Filters>
      {placeable.length === 0 ? (
        <Empty>
          <p>{words.noPlaceable}</p>
        </Empty>
      ) : (
        <Table
          caption={words.chooseApplication}
          viewer={viewer}
          rows={placeable}
          isDense
          columns={[
            { title: words.volunteer, cell: ({ id, name }) => <a href={addressOf({ ...asked, application: id })}>{name}</a> },
            { title: desk.season, cell: ({ season }) => nameIn(season, viewer) },
            { title: applicationWords[viewer.locale].institution, cell: ({ institution }) => institution ?? desk.noValue },
          ]}
        />
      )}
    </section>
  );
}

type Chosen = Shown & { readonly application: Placeable };

function Person({ viewer, application }: Chosen) {
  const words = placementWords[viewer.locale];
  return (
    <p>
      <a href={`/desk/applications/${application.id}`}>{application.name}</a>
      <span class="quiet">
        {application.institution === null ? '' : ` · ${application.institution}`} · {nameIn(application.season, viewer)}
      </span>{' '}
      <a class="small" href={at}>
        {words.otherApplication}
      </a>
    </p>
  );
}

function ChooseLine(shown: Chosen) {
  const { viewer, asked, application, fits, typed } = shown;
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  const levels: Readonly<Record<number, string>> = said.levels;
  const like = asked.q?.toLowerCase();
  const rows = (fits ?? [])
    .filter(
      ({ opening: { county, place } }) =>
        like === undefined || [county.zh, county.en, place].some((text) => text.toLowerCase().includes(like)),
    )
    .toSorted((a, b) => a.failed.length - b.failed.length || a.opening.tier - b.opening.tier)
    .slice(0, mostLines);
  return (
    <section aria-labelledby="choose">
      <h2 id="choose">{words.chooseLine}</h2>
      <Person {...shown} />
      {fits === undefined ? (
        <Note tone="refused">
          <p>{words.noProfile}</p>
        </Note>
      ) : null}
      <p class="quiet small">{words.mostLines}</p>
      <Filters viewer={viewer} action={at}>
        <input type="hidden" name="application" value={application.id} />
        <TextField type="search" name="q" label={desk.county} typed={typed} />
      </Filters>
      {rows.length === 0 ? (
        <Empty>
          <p>{words.noLines}</p>
        </Empty>
      ) : (
        <Table
          caption={words.chooseLine}
          viewer={viewer}
          rows={rows}
          isDense
          columns={[
            {
              title: words.where,
              cell: ({ opening: { lineId, county, place } }) => (
                <>
                  <a href={addressOf({ application: application.id, line: lineId })}>{nameIn(county, viewer)}</a>{' '}
                  <span class="quiet small">{place}</span>
                </>
              ),
            },
            {
              title: words.what,
              cell: ({ opening: { subjectName, level, role } }) =>
                `${desk.level(nameIn(subjectName, viewer), levels[level] ?? String(level))} · ${said.lineRoles[role]}`,
            },
            { title: words.dates, cell: ({ opening }) => daysText(opening.startDay, opening.endDay, viewer.locale) },
            { title: words.seatsLeft, isNumber: true, cell: ({ opening: { taken, ideal } }) => `${taken} / ${ideal}` },
            {
              title: words.fits,
              cell: ({ failed }) =>
                failed.length === 0 ? (
                  <Pill tone="done">{words.fitsYes}</Pill>
                ) : (
                  <span class="small">{words.failsBy(desk.joined(failed.map((rule) => said.rules[rule])))}</span>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** The pair, whether it fits, and why it is proposed. */
function Propose(shown: Chosen & { readonly fit: Fit }) {
  const { viewer, application, fit, typed, faults } = shown;
  const { opening, failed } = fit;
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  const levels: Readonly<Record<number, string>> = said.levels;
  const county = nameIn(opening.county, viewer);
  return (
    <section aria-labelledby="propose" class="measure">
      <h2 id="propose">{words.propose(application.name, county)}</h2>
      <Person {...shown} />
      <Summary
        viewer={viewer}
        rows={[
          { label: words.where, value: `${nameIn(opening.province, viewer)} ${county} ${opening.place}` },
          {
            label: words.what,
            value: `${desk.level(nameIn(opening.subjectName, viewer), levels[opening.level] ?? String(opening.level))} · ${said.lineRoles[opening.role]}`,
          },
          { label: words.dates, value: daysText(opening.startDay, opening.endDay, viewer.locale) },
        ]}
      />
      {failed.length === 0 ? (
        <p>
          <Pill tone="done">{words.fitsYes}</Pill>
        </p>
      ) : (
        <Note tone="waiting">
          <p>{words.failedWarning(desk.joined(failed.map((rule) => said.rules[rule])))}</p>
        </Note>
      )}
      <form method="post" action={at} novalidate>
        <input type="hidden" name="applicationId" value={application.id} />
        <input type="hidden" name="lineId" value={opening.lineId} />
        <AreaField name="reason" label={desk.reason} hint={words.whyHint} typed={typed} faults={faults} maxlength={2000} />
        <p class="actions close">
          <button class="button">{words.propose(application.name, county)}</button>
          <a href={addressOf({ application: application.id, line: undefined })}>{words.otherLine}</a>
        </p>
      </form>
    </section>
  );
}

async function show(c: Context<AppEnv>, asked: Asked, { typed, faults }: Said): Promise<Response> {
  const { db } = c.var;
  const placeable = await listPlaceable(db, { id: asked.application, lineId: asked.line, text: asked.q });
  const application = asked.application === undefined ? undefined : placeable[0];
  const weighed = application === undefined ? undefined : await weighNeeds({ db }, application);
  const shown = {
    viewer: viewerOf(c),
    asked,
    placeable,
    application,
    fits: weighed?.ok === true ? weighed.value.fits : undefined,
    typed,
    faults,
  };
  return sendPrivate(c, newPlacementPage(shown), faults.length === 0 ? 200 : 422);
}

function proposeFaults(failure: KnownFailure, viewer: Viewer): readonly FieldFault[] {
  const words = placementWords[viewer.locale];
  if (failure.kind === 'pair-not-placeable') return [{ field: 'reason', message: words.why[failure.why] }];
  const labels: Readonly<Record<string, string>> = {
    reason: deskWords[viewer.locale].reason,
    applicationId: words.application,
    lineId: words.chooseLine,
  };
  return faultsAt(failure, 'reason', viewer, (field) => labels[field]);
}

export const newPlacementPages = new PageRouter()
  .get(at, 'placement.decide', async (c) => {
    const typed = typedInAddress(c);
    return show(c, askedSchema.parse(c.req.query()), { typed, faults: [] });
  })
  .post(at, 'placement.decide', async (c) => {
    const typed = await typedIn(c);
    const parsed = placeByHandSchema.safeParse({
      applicationId: typed.optional('applicationId'),
      lineId: typed.optional('lineId'),
      reason: typed.optional('reason'),
    });
    const result: Result<{ readonly id: string }, KnownFailure> = parsed.success
      ? await placeByHand(actionContext(c), parsed.data)
      : fail({ kind: 'invalid', faults: faultsOf(parsed.error) });
    if (result.ok) return seeOther(c, `/desk/placements/${result.value.id}?done=proposed`);
    const asked = askedSchema.parse({ application: typed.optional('applicationId'), line: typed.optional('lineId') });
    return show(c, asked, { typed: typed.has('reason') ? typed : nothingTyped, faults: proposeFaults(result.error, viewerOf(c)) });
  });
