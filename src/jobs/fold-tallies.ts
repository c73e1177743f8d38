import { takeNotedChanges } from '../db/queries/tallies.ts';
import { asSystem, type JobContext } from './job.ts';

/** Takes new completions into the tallies; gives how many. Until then they are counted from the notes, so no figure waits for it. */
export async function foldTallies(job: JobContext): Promise<number> {
  return asSystem(job, 'fold-tallies', takeNotedChanges);
}
