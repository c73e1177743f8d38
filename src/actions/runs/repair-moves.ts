import { listEndedPlaces } from '../../db/queries/ended-places.ts';
import { findRun } from '../../db/queries/runs.ts';
import type { Connection } from '../../db/client.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { repairMoves, type RepairMove } from '../../matching/repair/moves.ts';
import { notFound, type NotFound } from '../context.ts';
import { readRunFiles, type RunNotDone } from './solved-run.ts';

export type NotARepair = { readonly kind: 'not-a-repair'; readonly runId: string };
export type RepairMovesError = NotFound | RunNotDone | NotARepair;

/** Who moves in a repair that is done, and why: on the snapshot that it was computed on, whether it is published or not. */
export async function readRepairMoves(db: Connection, runId: string): Promise<Result<readonly RepairMove[], RepairMovesError>> {
  const run = await findRun(db, runId);
  if (run === undefined) return fail(notFound('run'));
  if (!run.isRepair) return fail({ kind: 'not-a-repair', runId });
  const files = await readRunFiles(db, run);
  if (!files.ok) return files;
  const { snapshot, result } = files.value;
  return ok(repairMoves(snapshot, result.matches, await listEndedPlaces(db, runId)));
}
