import { findRun, findRunFiles, type Run } from '../../db/queries/runs.ts';
import type { Connection } from '../../db/client.ts';
import { movesFrom } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { runLifecycle } from '../../domain/run.ts';
import { mostAddedSeats } from '../../matching/explain/change.ts';
import { hasExactCosts } from '../../matching/explain/is-exact.ts';
import { solvedNetworkOf, type SolvedNetwork } from '../../matching/explain/solved-network.ts';
import { WhySearch } from '../../matching/explain/why.ts';
import { resultSchema, type MatchResult } from '../../matching/result.ts';
import { snapshotSchema, type Snapshot } from '../../matching/snapshot.ts';
import { notFound, type NotFound } from '../context.ts';

export type Files = { readonly snapshot: Snapshot; readonly result: MatchResult };
export type Solved = Files & { readonly runId: string; readonly network: SolvedNetwork; readonly search: WhySearch };
export type RunNotDone = {
  readonly kind: 'run-not-done';
  readonly runId: string;
  readonly state: string;
  readonly allowed: readonly string[];
};
export type NoExactCosts = { readonly kind: 'no-exact-costs'; readonly runId: string };

/** The run that was asked about last: questions come in rows, and what answers them is large. A run that is done never changes. */
let lastRead: (Files & { readonly runId: string }) | undefined;
let lastSolved: Solved | undefined;

/** The solved network where prices say what every other match would cost; the files of the match where they do not. */
export async function solvedOrFiles(db: Connection, runId: string): Promise<Result<Solved | Files, NotFound | RunNotDone>> {
  const run = await findRun(db, runId);
  if (run === undefined) return fail(notFound('run'));
  const files = await readRunFiles(db, run);
  return files.ok ? ok(solvedOf(run.id, files.value) ?? files.value) : files;
}

export async function solvedRun(db: Connection, runId: string): Promise<Result<Solved, NotFound | RunNotDone | NoExactCosts>> {
  const run = await solvedOrFiles(db, runId);
  if (!run.ok) return run;
  return 'network' in run.value ? ok(run.value) : fail({ kind: 'no-exact-costs', runId });
}

/** Snapshot and result of a run that its reader was shown. */
export async function readRunFiles(db: Connection, { id, state }: Pick<Run, 'id' | 'state'>): Promise<Result<Files, RunNotDone>> {
  if (lastRead?.runId === id) return ok(lastRead);
  const files = await findRunFiles(db, id);
  if (files === undefined || files.result === null) {
    return fail({ kind: 'run-not-done', runId: id, state, allowed: movesFrom(runLifecycle, state) });
  }
  const snapshot = snapshotSchema.parse(JSON.parse(files.snapshot));
  const result = resultSchema.parse(JSON.parse(files.result));
  lastRead = { runId: id, snapshot, result };
  return ok(lastRead);
}

/** The network of a run's match, undefined where it has no exact costs. Built once while the same run is asked about. */
export function solvedOf(runId: string, { snapshot, result }: Files): Solved | undefined {
  if (lastSolved?.runId === runId) return lastSolved;
  if (!hasExactCosts(snapshot, result)) return undefined;
  const network = solvedNetworkOf(snapshot, result, mostAddedSeats);
  lastSolved = { runId, snapshot, result, network, search: new WhySearch(network) };
  return lastSolved;
}
