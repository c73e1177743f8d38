import type { Child } from 'hono/jsx';

import type { DeskRun } from '../../db/queries/run-desk.ts';
import type { RunSummary } from '../../matching/result.ts';
import { Note } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { addressOf, locksIn, type Draft } from './draft.ts';
import { goalText } from './goal-words.ts';

type Way = 'bench' | 'volunteers' | 'shortages' | 'what-if' | 'compare' | 'locks';

type HeadProps = {
  readonly run: DeskRun;
  readonly viewer: Viewer;
  readonly draft: Draft;
  readonly at: Way;
  readonly title?: string;
  readonly children?: Child;
};

/** The head of every page of a run that is done: what it is, what it is worth, and the ways through it. */
export function RunHead({ run, viewer, draft, at, title, children }: HeadProps) {
  const words = benchWords[viewer.locale];
  const name = words.match(run.number);
  return (
    <div class="run-head">
      <p class="above">
        <a href={`/desk/seasons/${run.seasonId}/runs`}>{run.season[viewer.locale]}</a>
        {title === undefined ? null : (
          <>
            {' › '}
            <a href={addressOf(`/desk/runs/${run.id}`, draft)}>{name}</a>
          </>
        )}
      </p>
      <div class="run-title">
        <h1>{title ?? name}</h1>
        <p class="beside">
          {run.summary === null ? null : <Worth summary={run.summary} viewer={viewer} />}{' '}
          <State of="run" state={run.state} locale={viewer.locale} />{' '}
          <span class="quiet small">{terms[viewer.locale].policies[run.policy]}</span>
        </p>
      </div>
      {children}
      <Ways run={run} viewer={viewer} draft={draft} at={at} />
      <DraftBar run={run} viewer={viewer} draft={draft} />
    </div>
  );
}

/** What the match is worth: the best, within a bound of it, or stable; never less than that is said. */
export function Worth({ summary: { status, gap, blockingPairs }, viewer: { locale } }: { summary: RunSummary; viewer: Viewer }) {
  const words = benchWords[locale];
  if (status === 'optimal') return <Pill tone="done">{words.optimal}</Pill>;
  if (status === 'stable') return <Pill tone="done">{words.stable}</Pill>;
  if (status === 'unstable') return <Pill tone="waiting">{words.unstable(blockingPairs)}</Pill>;
  return <Pill tone="waiting">{gap === null ? status : words.within(gap.within, goalText(gap.goal, locale))}</Pill>;
}

function Ways({ run, viewer, draft, at }: Omit<HeadProps, 'title' | 'children'>) {
  const words = benchWords[viewer.locale];
  const base = `/desk/runs/${run.id}`;
  const ways: readonly (readonly [Way, string])[] = [
    ['bench', addressOf(base, draft)],
    ['volunteers', addressOf(`${base}/volunteers`, draft)],
    ['shortages', addressOf(`${base}/shortages`, draft)],
    ['what-if', addressOf(`${base}/what-if`, draft)],
    ['locks', addressOf(`${base}/locks`, draft)],
    ['compare', `/desk/runs/compare?a=${run.id}${run.inForce === null ? '' : `&b=${run.inForce.id}`}`],
  ];
  return (
    <nav class="ways" aria-label={words.ways}>
      <ul>
        {ways.map(([way, href]) => (
          <li>
            <a href={href} aria-current={way === at ? 'page' : undefined}>
              {words.way[way]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What is in mind for the next run goes along on every page, until a run is started with it or it is forgotten. */
function DraftBar({ run, viewer, draft }: { run: DeskRun; viewer: Viewer; draft: Draft }) {
  if (draft.length === 0) return null;
  const words = benchWords[viewer.locale];
  const base = `/desk/runs/${run.id}`;
  const locks = locksIn(draft).length;
  return (
    <Note>
      <p class="draft">
        <strong>{words.draft(draft.length)}</strong>
        <a href={addressOf(`${base}/what-if`, draft)}>{words.seeEffect}</a>
        {locks === 0 ? null : <a href={addressOf(`${base}/locks`, draft)}>{words.runAgain(locks)}</a>}
        <a href={base}>{words.forget}</a>
      </p>
    </Note>
  );
}
