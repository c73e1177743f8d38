import type { Child } from 'hono/jsx';

import type { DeskRun } from '../../db/queries/run-desk.ts';
import { Frame } from '../frame.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { failureText } from './failure-text.ts';
import { goalText } from './goal-words.ts';
import { runWords } from './run-words.ts';

type RunProps = { readonly run: DeskRun; readonly viewer: Viewer; readonly done?: string | undefined };

/** A run that waits or computes: how far it is, read again every other second, and the way to stop it. */
export function runningPage({ run, viewer, done }: RunProps) {
  const words = runWords[viewer.locale];
  return (
    <RunFrame
      run={run}
      viewer={viewer}
      head={
        <noscript>
          <meta http-equiv="refresh" content="5" />
        </noscript>
      }
    >
      {done === 'stopped' ? <Done>{words.doneStopped}</Done> : null}
      <div id="progress" data-refresh="2">
        <p role="status">{phaseOf(run, viewer)}</p>
        <progress max="100" value={Math.round(100 * run.progress)} aria-label={words.progress}>
          {Math.round(100 * run.progress)} %
        </progress>
        <p class="quiet small">
          {Math.round(100 * run.progress)} % · {words.asked} <Instant at={run.createdAt} viewer={viewer} />
        </p>
      </div>
      {run.stopRequestedAt === null ? (
        <form method="post" action={`/desk/runs/${run.id}/stop`}>
          <p class="actions">
            <button class="button second">{words.stop}</button>
            <span class="quiet">{words.leave}</span>
          </p>
        </form>
      ) : null}
    </RunFrame>
  );
}

function phaseOf({ state, stopRequestedAt, progressLabel }: DeskRun, { locale }: Viewer): string {
  const words = runWords[locale];
  if (stopRequestedAt !== null) return words.stopping;
  return state === 'queued' || progressLabel === '' ? words.queued : words.running(goalText(progressLabel, locale));
}

/** A run that came to nothing: what happened, and what to do. */
export function endedPage({ run, viewer }: RunProps) {
  const words = runWords[viewer.locale];
  return (
    <RunFrame run={run} viewer={viewer}>
      <Note tone={run.state === 'failed' ? 'refused' : 'waiting'}>
        <p>
          <strong>{run.state === 'failed' ? words.failed : words.stopped}</strong>
        </p>
        {run.failure === null ? null : <Failure failure={run.failure} viewer={viewer} />}
        <p>{run.state === 'failed' ? words.failedNext : words.stoppedNext}</p>
      </Note>
      <p class="actions">
        <a class="button" href={`/desk/seasons/${run.seasonId}/runs`}>
          {words.again}
        </a>
      </p>
    </RunFrame>
  );
}

function Failure({ failure, viewer }: { failure: string; viewer: Viewer }) {
  const { why, noted } = failureText(failure, viewer.locale);
  return (
    <>
      <p>{runWords[viewer.locale].failedBecause(why)}</p>
      {noted === undefined ? null : <p class="small">{noted}</p>}
    </>
  );
}

function RunFrame({ run, viewer, head, children }: RunProps & { head?: Child; children: Child }) {
  const title = benchWords[viewer.locale].match(run.number);
  return (
    <Frame viewer={viewer} title={`${title} · ${run.season[viewer.locale]}`} width="reading" head={head}>
      <Title
        title={title}
        above={{ href: `/desk/seasons/${run.seasonId}/runs`, name: run.season[viewer.locale] }}
        beside={
          <>
            <State of="run" state={run.state} locale={viewer.locale} />{' '}
            <span class="quiet small">{terms[viewer.locale].policies[run.policy]}</span>
          </>
        }
      />
      {children}
    </Frame>
  );
}
