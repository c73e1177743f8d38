import { instantOf } from '../actions/context.ts';
import { record, type RecordContext } from '../actions/record.ts';
import type { Connection } from '../db/client.ts';
import { isLostConnection } from '../db/error-code.ts';
import {
  beatRun,
  findRunFiles,
  lockDueRun,
  lockRun,
  saveMatches,
  saveResult,
  saveRun,
  saveSnapshot,
  type Run,
} from '../db/queries/runs.ts';
import { loadSnapshot } from '../db/queries/snapshot.ts';
import { move } from '../domain/lifecycle.ts';
import { runLifecycle, type RunMove } from '../domain/run.ts';
import { canonicalText } from '../matching/canonical.ts';
import { checkMatch } from '../matching/check.ts';
import { matchSteps } from '../matching/match.ts';
import { asSystem, type JobContext } from './job.ts';
import type { MatchResult, RunSummary } from '../matching/result.ts';
import { danglingReferences, snapshotSchema, type Snapshot } from '../matching/snapshot.ts';

const name = 'run-matching';

/** A job that says nothing for this long is taken for dead, and its run is taken up again. */
const silentSeconds = 60;
const mostAttempts = 3;

/**
 * Computes the oldest run that is due, if there is one; gives whether there was. Run twice it has the effect of one: the
 * snapshot is frozen by the first attempt, and the result is written in one transaction that holds the run.
 */
export async function runMatching(job: JobContext): Promise<boolean> {
  const run = await claimRun(job);
  if (run === undefined) return false;
  if (run.state !== 'running') return true;
  try {
    const snapshot = await frozenSnapshot(job, run);
    const result = await computeMatch(job, run, snapshot);
    if (result !== undefined) await finishRun(job, run, snapshot, result);
  } catch (error) {
    // It is taken up again like that of a job that died.
    if (isLostConnection(error)) throw error;
    await asSystem(job, name, async (db) =>
      endRun({ now: job.now, db }, run.id, 'fail', { failure: error instanceof Error ? error.message : String(error) }),
    );
    if (!(error instanceof UnsoundSnapshot || error instanceof UnprovenMatch)) throw error;
  }
  return true;
}

class UnsoundSnapshot extends Error {}
class UnprovenMatch extends Error {}

function contextOf({ now }: Pick<JobContext, 'now'>, db: Connection): RecordContext {
  return { actor: { kind: 'system', job: name }, now: now(), db };
}

async function claimRun(job: JobContext): Promise<Run | undefined> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const run = await lockDueRun(db, instantOf(now.minus({ seconds: silentSeconds })));
    if (run === undefined) return undefined;
    const attempts = run.attempts + 1;
    if (attempts > mostAttempts) {
      const failed = await saveRun(db, run.id, {
        state: 'failed',
        failure: `its job died ${run.attempts} times`,
        finishedAt: instantOf(now),
      });
      await record(contextOf(job, db), { thing: 'run', thingId: run.id, event: 'run.failed', from: run.state, to: 'failed' });
      return failed;
    }
    const claimed = await saveRun(db, run.id, {
      state: 'running',
      attempts,
      heartbeatAt: instantOf(now),
      startedAt: run.startedAt ?? instantOf(now),
    });
    if (run.state === 'queued') {
      await record(contextOf(job, db), { thing: 'run', thingId: run.id, event: 'run.running', from: 'queued', to: 'running' });
    }
    return claimed;
  });
}

async function frozenSnapshot(job: JobContext, run: Run): Promise<Snapshot> {
  const files = await asSystem(job, name, async (db) => findRunFiles(db, run.id));
  if (files !== undefined) return snapshotSchema.parse(JSON.parse(files.snapshot));
  // One moment for all its queries.
  const snapshot = await asSystem(job, name, async (db) => loadSnapshot(db, run.seasonId, run), { isolationLevel: 'repeatable read' });
  const [fault] = danglingReferences(snapshot);
  if (fault !== undefined) throw new UnsoundSnapshot(fault);
  await asSystem(job, name, async (db) => saveSnapshot(db, run.id, canonicalText(snapshot)));
  return snapshot;
}

/** Gives undefined when somebody stopped the run. */
async function computeMatch(job: JobContext, run: Run, snapshot: Snapshot): Promise<MatchResult | undefined> {
  const steps = matchSteps(snapshot);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    // A write to the database is also what lets the clock move on in workerd.
    const beat = { at: instantOf(job.now()), progress: value.done, progressLabel: value.at };
    const { stopRequested } = await asSystem(job, name, async (db) => beatRun(db, run.id, beat));
    if (stopRequested) {
      await asSystem(job, name, async (db) => endRun({ now: job.now, db }, run.id, 'stop', {}));
      return undefined;
    }
  }
}

async function finishRun(job: JobContext, run: Run, snapshot: Snapshot, result: MatchResult): Promise<void> {
  const verdict = checkMatch(snapshot, result);
  if ('wrong' in verdict) throw new UnprovenMatch(`the checker refuses the match: ${verdict.wrong}`);
  await asSystem(job, name, async (db) => {
    const held = await lockRun(db, run.id);
    // Another job has taken it up meanwhile: that one's word counts.
    if (held?.state !== 'running' || held.attempts !== run.attempts) return;
    if (held.stopRequestedAt !== null) return endRun({ now: job.now, db }, run.id, 'stop', {});
    await saveResult(db, run.id, JSON.stringify(result));
    await saveMatches(db, run.id, result.matches);
    const change = {
      progress: 1,
      progressLabel: '',
      snapshotSha256: result.snapshotSha256,
      summary: runSummaryOf(result),
    };
    await saveRun(db, run.id, { state: 'done', finishedAt: instantOf(job.now()), ...change });
    await record(contextOf(job, db), { thing: 'run', thingId: run.id, event: 'run.done', from: 'running', to: 'done' });
  });
}

/** What a run keeps of its result for people to read. */
export function runSummaryOf({ status, gap, unstableBecause, summary, goals }: MatchResult): RunSummary {
  return { status, gap, unstableBecause, ...summary, goals };
}

type EndContext = { readonly db: Connection; readonly now: JobContext['now'] };

async function endRun(job: EndContext, id: string, wanted: RunMove, change: { readonly failure?: string }): Promise<void> {
  const run = await lockRun(job.db, id);
  const moved = run && move(runLifecycle, run.state, wanted);
  if (run === undefined || moved?.ok !== true) return;
  await saveRun(job.db, id, { state: moved.value, finishedAt: instantOf(job.now()), ...change });
  await record(contextOf(job, job.db), {
    thing: 'run',
    thingId: id,
    event: `run.${moved.value}`,
    from: run.state,
    to: moved.value,
    reason: change.failure,
  });
}
