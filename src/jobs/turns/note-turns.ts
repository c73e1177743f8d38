import { instantOf } from '../../actions/context.ts';
import { codeOf } from '../../db/error-code.ts';
import { recordGap, recordTurns } from '../../db/queries/clock.ts';
import { clockJobs, type ClockJob } from '../../domain/job.ts';
import { clockLateMinutes } from '../../domain/status.ts';
import { asSystem, type JobContext } from '../job.ts';

/** Puts on record how each job's turn went, and the time before in which the clock did not come by. */
export async function noteTurns(job: JobContext, begunAt: string, failures: ReadonlyMap<ClockJob, unknown>): Promise<void> {
  const at = instantOf(job.now());
  const turns = clockJobs.map((name) => ({ job: name, fault: failures.has(name) ? faultName(failures.get(name)) : null }));
  await asSystem(job, 'note-turns', async (db) => {
    await recordGap(db, begunAt, clockLateMinutes);
    await recordTurns(db, at, turns);
  });
}

/** What a failure is called: its kind and code, and never its message, which may hold what was being worked on. */
function faultName(error: unknown): string {
  const kind = error instanceof Error ? error.name : typeof error;
  const code = codeOf(error);
  return code === undefined ? kind : `${kind} ${code}`;
}
