import { instantOf } from '../actions/context.ts';
import { readRunFiles, solvedOf } from '../actions/runs/solved-run.ts';
import type { Connection } from '../db/client.ts';
import { listUnexplained, lockRunToExplain, saveReasons } from '../db/queries/run-reasons.ts';
import { saveRun, type Run } from '../db/queries/runs.ts';
import { ReasonSearch, type Reason } from '../matching/explain/reason.ts';
import { asSystem, type JobContext } from './job.ts';

/** As many in one transaction, so that none lasts long. */
const applicationsAtATime = 200;

/**
 * Writes down why everybody in a published match got what they got, some at a time; gives whether there was anything to do. A page
 * could not: it takes the whole network of the match. Run twice it has the effect of one, and what a job that died has written stays.
 */
export async function explainRuns(job: JobContext): Promise<boolean> {
  return asSystem(job, 'explain-runs', async (db) => {
    const run = await lockRunToExplain(db);
    if (run === undefined) return false;
    const reasons = await reasonsDue(db, run);
    await saveReasons(db, run.id, reasons);
    if (reasons.length < applicationsAtATime) await saveRun(db, run.id, { explainedAt: instantOf(job.now()) });
    return true;
  });
}

/** None where the match's files are gone. */
async function reasonsDue(db: Connection, run: Run): Promise<{ applicationId: string; reason: Reason }[]> {
  const files = await readRunFiles(db, run);
  if (!files.ok) return [];
  const { snapshot, result } = files.value;
  const ids = snapshot.applications.map(({ id }) => id);
  const due = await listUnexplained(db, run.id, ids, applicationsAtATime);
  if (due.length === 0) return [];
  const search = new ReasonSearch(snapshot, result, solvedOf(run.id, files.value)?.search);
  return due.flatMap((applicationId) => {
    const reason = search.reasonFor(applicationId);
    return reason === undefined ? [] : [{ applicationId, reason }];
  });
}
