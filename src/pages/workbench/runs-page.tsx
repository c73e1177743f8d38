import type { Context } from 'hono';

import { startRun } from '../../actions/runs/start-run.ts';
import { findSeasonToMatch, listSeasonRuns, type SeasonRun, type SeasonToMatch } from '../../db/queries/run-desk.ts';
import { findRun } from '../../db/queries/runs.ts';
import { policies, runInputSchema } from '../../domain/run.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { CheckField, FaultSummary, RadioField, type FieldFault } from '../parts/form.tsx';
import { Done, Empty, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { locksTyped } from './locks-typed.ts';
import { idAsked, idIn } from './reading.ts';
import { Worth } from './run-head.tsx';
import { runWords } from './run-words.ts';

const partSize = 20;

type RunsProps = {
  readonly viewer: Viewer;
  readonly season: SeasonToMatch;
  readonly runs: readonly SeasonRun[];
  readonly nextAfter: string | null;
  readonly done: string | undefined;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

function runsPage({ viewer, season, runs, nextAfter, done, typed, faults }: RunsProps) {
  const words = runWords[viewer.locale];
  const title = words.runs;
  return (
    <Frame viewer={viewer} title={`${title} · ${season[viewer.locale]}`}>
      {done === 'released' ? <Done>{words.doneReleased}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={title} above={{ href: `/desk/seasons/${season.id}`, name: season[viewer.locale] }} lead={words.lead} />
      <ToRelease season={season} viewer={viewer} />
      <div class="columns">
        <WhatIsTakenIn season={season} viewer={viewer} />
        <Start season={season} last={runs[0]} viewer={viewer} typed={typed} faults={faults} />
      </div>
      <section>
        <h2>{words.list}</h2>
        {runs.length === 0 ? <Empty>{words.none}</Empty> : <Runs runs={runs} viewer={viewer} />}
        <Paging nextAfter={nextAfter} viewer={viewer} />
        {runs.filter(({ summary }) => summary !== null).length < 2 ? null : (
          <p class="actions">
            <a href={compareLatest(runs)}>{words.compareTwo}</a>
          </p>
        )}
      </section>
    </Frame>
  );
}

function compareLatest(runs: readonly SeasonRun[]): string {
  const [a, b] = runs.filter(({ summary }) => summary !== null);
  return `/desk/runs/compare?a=${a?.id ?? ''}&b=${b?.id ?? ''}`;
}

type Part = { readonly season: SeasonToMatch; readonly viewer: Viewer };

function ToRelease({ season, viewer }: Part) {
  const proposed = season.placements.proposed ?? 0;
  if (proposed === 0) return null;
  return (
    <p>
      <a class="button" href={`/desk/seasons/${season.id}/release`}>
        {runWords[viewer.locale].toRelease(proposed)}
      </a>
    </p>
  );
}

/** What would be frozen if a match began now, so that nobody is surprised by who is left out. */
function WhatIsTakenIn({ season, viewer }: Part) {
  const words = runWords[viewer.locale];
  const tiers: Readonly<Record<number, string>> = terms[viewer.locale].tiers;
  const told = (season.placements.offered ?? 0) + (season.placements.accepted ?? 0);
  return (
    <section>
      <h2>{words.snapshotTitle}</h2>
      <dl class="figures two">
        <div>
          <dt>{words.applications}</dt>
          <dd>{season.applications.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>{words.requests}</dt>
          <dd>{season.requests.toLocaleString('en')}</dd>
        </div>
      </dl>
      <Table
        caption={words.seatsByTier}
        viewer={viewer}
        isDense
        rows={season.tiers}
        columns={[
          { title: words.tier, cell: ({ tier }) => tiers[tier] ?? String(tier) },
          { title: words.lines, isNumber: true, cell: ({ lines }) => lines },
          { title: words.minimum, isNumber: true, cell: ({ minimum }) => minimum },
          { title: words.ideal, isNumber: true, cell: ({ ideal }) => ideal },
          { title: words.maximum, isNumber: true, cell: ({ maximum }) => maximum },
        ]}
      />
      {season.waiting + season.requestsWaiting === 0 ? null : (
        <p class="quiet small">{words.stillWaiting(season.waiting, season.requestsWaiting)}</p>
      )}
      {told === 0 ? null : <p class="quiet small">{words.standing(told)}</p>}
      <p class="quiet small hash">
        {words.seedHash} <code>{season.lotterySeedSha256}</code>
      </p>
    </section>
  );
}

export const mayMatch = ({ state }: Pick<SeasonToMatch, 'state'>) => state === 'matching' || state === 'placing';

type StartProps = Part & { readonly last: SeasonRun | undefined; readonly typed: Typed; readonly faults: readonly FieldFault[] };

function Start({ season, last, viewer, typed, faults }: StartProps) {
  const words = runWords[viewer.locale];
  if (!mayMatch(season)) {
    return (
      <section>
        <h2>{words.startTitle}</h2>
        <Note tone="waiting">
          <p>{words.notYet(terms[viewer.locale].states.season[season.state])}</p>
        </Note>
      </section>
    );
  }
  const told = (season.placements.offered ?? 0) + (season.placements.accepted ?? 0);
  const locks = last === undefined ? 0 : last.locks.keep.length + last.locks.exclude.length;
  return (
    <section>
      <h2>{words.startTitle}</h2>
      {season.applications === 0 ? (
        <Note tone="waiting">
          <p>{words.noApplications}</p>
        </Note>
      ) : null}
      <form method="post" action={`/desk/seasons/${season.id}/runs`} novalidate>
        <PolicyField viewer={viewer} typed={typed} faults={faults} />
        {told === 0 ? null : <KindField viewer={viewer} typed={typed} faults={faults} />}
        {last === undefined || locks === 0 || typed.has('lock') ? null : (
          <>
            <input type="hidden" name="locksOf" value={last.id} />
            <CheckField name="keepLocks" label={words.keepLocks(locks, last.number)} typed={typed} faults={faults} />
          </>
        )}
        {typed.list('lock').map((lock) => (
          <input type="hidden" name="lock" value={lock} />
        ))}
        {typed.has('lock') ? <p class="quiet small">{words.withLocks(typed.list('lock').length)}</p> : null}
        <p class="actions">
          <button class="button">{words.start}</button>
        </p>
      </form>
    </section>
  );
}

type FieldProps = { readonly viewer: Viewer; readonly typed: Typed; readonly faults: readonly FieldFault[] };

export function PolicyField({ viewer: { locale }, typed, faults }: FieldProps) {
  const words = runWords[locale];
  const options = policies.map((value) => ({ value, label: terms[locale].policies[value], hint: words.policyHints[value] }));
  return <RadioField name="policy" label={words.policy} typed={typed} faults={faults} options={options} />;
}

export function KindField({ viewer: { locale }, typed, faults }: FieldProps) {
  const words = runWords[locale];
  const options = [
    { value: 'anew', label: words.anew, hint: words.anewHint },
    { value: 'repair', label: words.repair, hint: words.repairHint },
  ];
  return <RadioField name="kind" label={words.kind} typed={typed} faults={faults} options={options} />;
}

function Runs({ runs, viewer }: { runs: readonly SeasonRun[]; viewer: Viewer }) {
  const words = runWords[viewer.locale];
  const say = terms[viewer.locale];
  return (
    <Table
      caption={words.list}
      viewer={viewer}
      isDense
      rows={runs}
      columns={[
        { title: words.number, cell: ({ id, number }) => <a href={`/desk/runs/${id}`}>{words.run(number)}</a> },
        {
          title: words.policy,
          cell: ({ policy, isRepair }) => say.policies[policy] + (isRepair ? ` · ${words.repairMark}` : ''),
        },
        {
          title: words.state,
          cell: ({ state, summary }) => (
            <>
              <State of="run" state={state} locale={viewer.locale} />{' '}
              {summary === null ? null : <Worth summary={summary} viewer={viewer} />}
            </>
          ),
        },
        { title: words.placed, isNumber: true, cell: ({ summary }) => summary?.placed ?? '' },
        { title: words.short, isNumber: true, cell: ({ summary }) => summary?.seatsShort ?? '' },
        {
          title: words.first,
          isNumber: true,
          cell: ({ summary }) => summary?.choices.find(({ rank }) => rank === 1)?.placed ?? (summary === null ? '' : 0),
        },
        { title: words.asked, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
      ]}
    />
  );
}

const untouched = new Typed([
  ['policy', 'need-first'],
  ['kind', 'anew'],
  ['keepLocks', 'yes'],
]);

async function show(c: Context<AppEnv>, season: SeasonToMatch, typed = untouched, faults: readonly FieldFault[] = []): Promise<Response> {
  const rows = await listSeasonRuns(c.var.db, season.id, { limit: partSize + 1, after: idAsked(c, 'after') });
  const runs = rows.slice(0, partSize);
  const nextAfter = rows.length > partSize ? (runs.at(-1)?.id ?? null) : null;
  const page = runsPage({ viewer: viewerOf(c), season, runs, nextAfter, done: c.req.query('done'), typed, faults });
  return sendPrivate(c, page, faults.length > 0 ? 422 : 200);
}

async function seasonIn(c: Context<AppEnv>): Promise<SeasonToMatch | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findSeasonToMatch(c.var.db, id);
}

/** What stands in the way of a run, at a field where there is one. */
export function startFaults(failure: KnownFailure, viewer: Viewer): readonly FieldFault[] {
  if (failure.kind !== 'invalid') return [{ field: 'policy', message: toldOf(failure, viewer).title }];
  const inLocks = failure.faults.map((fault) => (fault.pointer.startsWith('/locks') ? { ...fault, pointer: '/locks' } : fault));
  return fieldFaults([...new Map(inLocks.map((fault) => [`${fault.pointer} ${fault.code}`, fault])).values()], viewer.locale, (field) =>
    field === 'locks' ? runWords[viewer.locale].locks : undefined,
  );
}

export const runsPages = new PageRouter()
  .get('/desk/seasons/:id/runs', 'run.read', async (c) => {
    const season = await seasonIn(c);
    return season === undefined ? c.notFound() : show(c, season);
  })
  .post('/desk/seasons/:id/runs', 'run.change', async (c) => {
    const season = await seasonIn(c);
    if (season === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const last = typed.list('keepLocks').includes('yes') ? await runNamed(c, typed.text('locksOf'), season.id) : undefined;
    const input = runInputSchema.safeParse({ policy: typed.optional('policy') ?? '', locks: last?.locks ?? locksTyped(typed) });
    if (!input.success) return show(c, season, typed, fieldFaults(faultsOf(input.error), viewer.locale));
    const started = await startRun(actionContext(c), season.id, input.data, typed.text('kind') === 'repair');
    if (!started.ok) return show(c, season, typed, startFaults(started.error, viewer));
    return seeOther(c, `/desk/runs/${started.value.id}`);
  });

async function runNamed(c: Context<AppEnv>, id: string, seasonId: string) {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return undefined;
  const run = await findRun(c.var.db, id);
  return run?.seasonId === seasonId ? run : undefined;
}
