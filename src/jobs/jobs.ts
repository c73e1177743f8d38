import { expireClearances } from './expire-clearances.ts';
import type { JobContext } from './job.ts';
import { lapseOffers } from './lapse-offers.ts';
import { runMatching } from './run-matching.ts';

/** Does everything that is due, until nothing is. The clock starts it, and so does whoever has just made something due. */
export async function runDueJobs(job: JobContext): Promise<void> {
  while ((await lapseOffers(job)) > 0);
  while ((await expireClearances(job)) > 0);
  while (await runMatching(job));
}
