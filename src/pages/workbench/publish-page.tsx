import type { Context } from 'hono';
import type { Child } from 'hono/jsx';

import { readRepairMoves } from '../../actions/runs/repair-moves.ts';
import { publishRun, type RunOutdated } from '../../actions/runs/publish-run.ts';
import { countChangedSince, countPublishing, listChanging, type Changing, type PublishingCounts } from '../../db/queries/proposals.ts';
import { findNames, type DeskRun } from '../../db/queries/run-desk.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { valueOf } from '../../http/failure/problem.ts';
import type { RepairMove } from '../../matching/repair/moves.ts';
import type { BrokenPair } from '../../matching/broken-pairs.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Figures } from '../parts/lists.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { brokenText } from './broken-text.ts';
import { lineText } from './named-line.ts';
import { countiesOf, Namer, type Place } from './names.ts';
import { isDone, namerFor, readingOf, runIn, type DoneRun } from './reading.ts';
import { mostMovesNamed, peopleIn, RepairMovesPart } from './repair-moves-part.tsx';
import { runWords } from './run-words.ts';

/** So many are named; of the others it is said how many they are. */
const mostNamed = 30;

type PublishProps = {
  readonly run: DeskRun;
  readonly viewer: Viewer;
  readonly counts: PublishingCounts;
  readonly changing: readonly Changing[];
  readonly changedSince: number;
  /** Who moves, and why; of a repair. */
  readonly repair: { readonly moves: readonly RepairMove[]; readonly names: Namer } | undefined;
};

function publishPage({ run, viewer, counts, changing, changedSince, repair }: PublishProps) {
  const words = runWords[viewer.locale];
  // A repair names everybody who was told by itself.
  const more = repair === undefined ? counts.moved + counts.dropped - changing.length : 0;
  return (
    <PublishFrame run={run} viewer={viewer}>
      <p class="measure">{words.publishLead}</p>
      <Confirm
        viewer={viewer}
        action={`/desk/runs/${run.id}/publish`}
        button={words.publishButton(counts.proposals)}
        back={`/desk/runs/${run.id}`}
      >
        <Note tone={changedSince === 0 ? 'plain' : 'waiting'}>
          <p>{changedSince === 0 ? words.unchanged : words.changedSince(changedSince)}</p>
        </Note>
        {counts.cancelled === 0 ? null : (
          <Note tone="refused">
            <p>
              <strong>{words.toldCancelled(counts.cancelled)}</strong>
            </p>
          </Note>
        )}
        <h2>{words.againstNow}</h2>
        <Figures
          figures={[
            { name: words.proposals, figure: counts.proposals },
            { name: words.same, figure: counts.same },
            { name: words.moved, figure: counts.moved },
            { name: words.added, figure: counts.added },
            { name: words.dropped, figure: counts.dropped },
          ]}
        />
        {repair === undefined ? null : <RepairMovesPart {...repair} viewer={viewer} />}
        {changing.length === 0 ? null : <WhoChanges changing={changing} viewer={viewer} />}
        {more > 0 ? <p class="quiet">{words.andMore(more)}</p> : null}
      </Confirm>
    </PublishFrame>
  );
}

function WhoChanges({ changing, viewer }: { changing: readonly Changing[]; viewer: Viewer }) {
  const { locale } = viewer;
  const words = runWords[locale];
  const nowhere = benchWords[locale].nowhere;
  return (
    <Table
      caption={words.whoChanges}
      showsCaption
      viewer={viewer}
      isDense
      rows={changing}
      columns={[
        { title: words.who, isKept: true, cell: ({ applicationId, name }) => <a href={`/desk/applications/${applicationId}`}>{name}</a> },
        {
          title: words.before,
          cell: ({ before, state }) => (
            <>
              {before === null ? nowhere : lineText(before, locale)}{' '}
              {state === null ? null : <State of="placement" state={state} locale={locale} />}
            </>
          ),
        },
        { title: words.after, cell: ({ after }) => (after === null ? nowhere : lineText(after, locale)) },
      ]}
    />
  );
}

function PublishFrame({ run, viewer, children }: { run: DeskRun; viewer: Viewer; children: Child }) {
  const title = runWords[viewer.locale].publishTitle(run.number);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: `/desk/runs/${run.id}`, name: benchWords[viewer.locale].match(run.number) }} />
      {children}
    </Frame>
  );
}

/** Why nothing was published: each pair that no longer holds, by name, with what is in its way. */
function outdatedPage(run: DeskRun, viewer: Viewer, { isDrawnAnew, changed }: RunOutdated, names: Namer) {
  const words = runWords[viewer.locale];
  return (
    <PublishFrame run={run} viewer={viewer}>
      <Note tone="refused">
        <p>
          <strong>{words.outdated}</strong>
        </p>
        {isDrawnAnew ? <p>{words.drawnAnew}</p> : null}
        <p>
          <a href={`/desk/seasons/${run.seasonId}/runs`}>{words.outdatedNext}</a>
        </p>
      </Note>
      {changed.length === 0 ? null : (
        <Table
          caption={words.notHolding}
          showsCaption
          viewer={viewer}
          rows={changed}
          columns={[
            {
              title: words.who,
              cell: ({ applicationId }) => <a href={`/desk/applications/${applicationId}`}>{names.person(applicationId)}</a>,
            },
            { title: words.where, cell: ({ lineId }) => names.lineInCounty(lineId) },
            { title: words.why, cell: ({ why }) => brokenText(why, viewer) },
          ]}
        />
      )}
    </PublishFrame>
  );
}

function cannotPage(run: DeskRun, viewer: Viewer, failure: KnownFailure | undefined) {
  const words = runWords[viewer.locale];
  return (
    <PublishFrame run={run} viewer={viewer}>
      <Note tone="refused">
        <p>{failure === undefined ? words.cannotPublish(terms[viewer.locale].states.run[run.state]) : toldOf(failure, viewer).title}</p>
        {failure === undefined ? null : <p>{toldOf(failure, viewer).detail}</p>}
      </Note>
      <p>
        <a href={`/desk/runs/${run.id}`}>{benchWords[viewer.locale].match(run.number)}</a>
      </p>
    </PublishFrame>
  );
}

async function showPublish(c: Context<AppEnv>, run: DeskRun): Promise<Response> {
  const viewer = viewerOf(c);
  if (run.state !== 'done') return sendPrivate(c, cannotPage(run, viewer, undefined));
  const counts = await countPublishing(c.var.db, run);
  const changed = counts.moved + counts.dropped === 0 ? [] : await listChanging(c.var.db, run, mostNamed);
  const repair = run.isRepair && isDone(run) ? await readMoves(c, run) : undefined;
  // Who was told stands among those who move; of the proposals that nobody has heard of it is said here.
  const changing = repair === undefined ? changed : changed.filter(({ state }) => state === 'proposed');
  const changedSince = await countChangedSince(c.var.db, run);
  return sendPrivate(c, publishPage({ run, viewer, counts, changing, changedSince, repair }));
}

async function readMoves(c: Context<AppEnv>, run: DoneRun) {
  const moves = valueOf(await readRepairMoves(c.var.db, run.id));
  const named = moves.slice(0, mostMovesNamed);
  const lineIds = named.flatMap(({ fromLineId, toLineId }) => [fromLineId, toLineId]);
  const { names } = await namerFor(c, await readingOf(c, run), { applicationIds: peopleIn(named), lineIds });
  return { moves, names };
}

async function showOutdated(c: Context<AppEnv>, run: DoneRun, failure: RunOutdated): Promise<Response> {
  const viewer = viewerOf(c);
  const { places } = await readingOf(c, run);
  return sendPrivate(c, outdatedPage(run, viewer, failure, await namesOfPairs(c, places, failure.changed)), 409);
}

async function namesOfPairs(c: Context<AppEnv>, places: ReadonlyMap<string, Place>, pairs: readonly BrokenPair[]): Promise<Namer> {
  const named = await findNames(c.var.db, {
    countyCodes: countiesOf(
      places,
      pairs.map(({ lineId }) => lineId),
    ),
    applicationIds: pairs.map(({ applicationId }) => applicationId),
  });
  return new Namer(named, places, viewerOf(c).locale);
}

export const publishPages = new PageRouter()
  .get('/desk/runs/:id/publish', 'run.change', async (c) => {
    const run = await runIn(c);
    return run === undefined ? c.notFound() : showPublish(c, run);
  })
  .post('/desk/runs/:id/publish', 'run.change', async (c) => {
    const run = await runIn(c);
    if (run === undefined) return c.notFound();
    const published = await publishRun(actionContext(c), run.id);
    if (published.ok) return seeOther(c, `/desk/runs/${run.id}?done=published`);
    if (published.error.kind === 'run-outdated' && isDone(run)) return showOutdated(c, run, published.error);
    return sendPrivate(c, cannotPage(run, viewerOf(c), published.error), 409);
  });
