import type { Context } from 'hono';
import { z } from 'zod';

import { instantOf } from '../../actions/context.ts';
import { retryLetter } from '../../actions/outbox/retry-letter.ts';
import {
  countLetters,
  listBackgroundRuns,
  listClock,
  listWaitingLetters,
  type BackgroundRun,
  type ClockLine,
  type LetterCounts,
  type WaitingLetter,
} from '../../db/queries/background.ts';
import type { Page } from '../../db/queries/page.ts';
import { letterStateSchema, type LetterState } from '../../domain/outbox.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { afterAsked, asked, idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Done, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { Day, Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { failureText } from '../workbench/failure-text.ts';
import { jobsWords } from './jobs-words.ts';
import { Letters } from './letters.tsx';

const address = '/admin/jobs';

type Shown = {
  readonly viewer: Viewer;
  readonly runs: readonly BackgroundRun[];
  readonly letters: Page<WaitingLetter>;
  readonly counts: LetterCounts;
  readonly clock: readonly ClockLine[];
  readonly state: LetterState | undefined;
  readonly said: Said;
};
type Said = { readonly isDone?: boolean; readonly refused?: string };

/** What runs in the background, and how far it is. */
function jobsPage(shown: Shown) {
  const { viewer, said } = shown;
  const words = jobsWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      {said.isDone === true ? <Done>{words.done}</Done> : null}
      {said.refused === undefined ? null : (
        <Note tone="refused">
          <p>{said.refused}</p>
        </Note>
      )}
      <Title title={words.title} lead={words.lead} />
      <Letters {...shown} />
      <Runs {...shown} />
      <Clock {...shown} />
    </Frame>
  );
}

function Runs({ viewer, runs }: Shown) {
  const words = jobsWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="runs">
      <h2 id="runs">{words.runs}</h2>
      <p class="measure">{words.runsLead}</p>
      {runs.length === 0 ? <p class="quiet">{words.noRuns}</p> : <RunsTable viewer={viewer} runs={runs} />}
    </section>
  );
}

/** Why a run failed, and what the system noted for whoever looks after it. */
function Failure({ failure, viewer }: { failure: string; viewer: Viewer }) {
  const { why, noted } = failureText(failure, viewer.locale);
  return (
    <>
      <span class="quiet small under">{why}</span>
      {noted === undefined ? null : <span class="quiet small under">{noted}</span>}
    </>
  );
}

function RunsTable({ viewer, runs }: Pick<Shown, 'viewer' | 'runs'>) {
  const words = jobsWords[viewer.locale];
  return (
    <Table
      caption={words.runs}
      viewer={viewer}
      rows={runs}
      columns={[
        {
          title: words.season,
          cell: ({ seasonZh, seasonEn, isRepair }) => (
            <>
              {viewer.locale === 'en' ? seasonEn : seasonZh}
              {isRepair ? <span class="quiet small under">{words.repair}</span> : null}
            </>
          ),
        },
        {
          title: words.state,
          cell: ({ state, attempts, failure }) => (
            <>
              <State of="run" state={state} locale={viewer.locale} />
              {attempts > 1 ? <span class="quiet small under">{words.tries(String(attempts))}</span> : null}
              {failure === null ? null : <Failure failure={failure} viewer={viewer} />}
            </>
          ),
        },
        { title: words.progress, cell: ({ progress }) => `${Math.floor(progress * 100)}%`, isNumber: true },
        { title: words.begun, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
        {
          title: words.lastSign,
          cell: ({ finishedAt, heartbeatAt }) => {
            const sign = finishedAt ?? heartbeatAt;
            return sign === null ? words.noSign : <Instant at={sign} viewer={viewer} />;
          },
        },
      ]}
    />
  );
}

function Clock({ viewer, clock }: Shown) {
  const words = jobsWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="clock">
      <h2 id="clock">{words.clock}</h2>
      <p class="measure">{words.clockLead}</p>
      <Table
        caption={words.clock}
        viewer={viewer}
        rows={clock}
        columns={[
          { title: words.job, cell: ({ job }) => words.jobs[job] },
          { title: words.due, cell: ({ due }) => due ?? '–', isNumber: true },
          {
            title: words.nextDue,
            cell: ({ nextAt }) =>
              nextAt === null ? <span class="quiet">{words.nothingNext}</span> : <Instant at={nextAt} viewer={viewer} />,
          },
          { title: words.last, cell: (line) => <LastDone line={line} viewer={viewer} /> },
          { title: words.turn, cell: (line) => <LastTurn line={line} viewer={viewer} /> },
        ]}
      />
    </section>
  );
}

function LastDone({ line: { lastAt, lastDay }, viewer }: { line: ClockLine; viewer: Viewer }) {
  if (lastAt !== null) return <Instant at={lastAt} viewer={viewer} />;
  if (lastDay !== null) return <Day day={lastDay} viewer={viewer} />;
  return <span class="quiet">{jobsWords[viewer.locale].notRecorded}</span>;
}

function LastTurn({ line: { endedAt, failingSince, fault }, viewer }: { line: ClockLine; viewer: Viewer }) {
  const words = jobsWords[viewer.locale];
  return (
    <>
      {endedAt === null ? <span class="quiet">{words.noTurn}</span> : <Instant at={endedAt} viewer={viewer} />}
      {failingSince === null ? null : (
        <span class="fault small under">
          {words.failing(fault ?? '')} <Instant at={failingSince} viewer={viewer} />
        </span>
      )}
    </>
  );
}

const runsShown = 10;
const lettersShown = 25;

async function send(c: Context<AppEnv>, said: Said, status: 200 | 409 = 200) {
  const { db, now } = c.var;
  const state = asked(c, 'state', letterStateSchema);
  const page = jobsPage({
    // Where a retry was refused stands no page.
    viewer: c.req.method === 'GET' ? viewerOf(c) : { ...viewerOf(c), path: address },
    runs: await listBackgroundRuns(db, runsShown),
    letters: await listWaitingLetters(db, state, { limit: lettersShown, after: afterAsked(c) }),
    counts: await countLetters(db, instantOf(now.minus({ hours: 24 }))),
    clock: await listClock(db, instantOf(now)),
    state,
    said,
  });
  return sendPrivate(c, page, status);
}

export const jobsPages = new PageRouter()
  .get(address, 'job.read', async (c) => send(c, { isDone: asked(c, 'done', z.literal('retried')) !== undefined }))
  .post(`${address}/letters/:id/retry`, 'job.retry', async (c) => {
    const id = idAsked(c);
    const retried = id === undefined ? undefined : await retryLetter(actionContext(c), id);
    if (retried === undefined || (!retried.ok && retried.error.kind === 'not-found')) return c.notFound();
    if (retried.ok) return seeOther(c, `${address}?done=retried`);
    if (retried.error.kind !== 'letter-not-waiting') throw new Problem(retried.error);
    return send(c, { refused: toldOf(retried.error, viewerOf(c)).title }, 409);
  });
