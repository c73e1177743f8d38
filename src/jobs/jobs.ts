import { askForFeedback } from './ask-for-feedback.ts';
import { cleanUp } from './clean-up.ts';
import { expireClearances } from './expire-clearances.ts';
import { explainRuns } from './explain-runs.ts';
import { issueCertificates } from './issue-certificates.ts';
import type { PostContext } from './job.ts';
import { lapseOffers } from './lapse-offers.ts';
import { offerAlternates } from './offer-alternates.ts';
import { remindOfConditions } from './remind-of-conditions.ts';
import { remindOfExpiry } from './remind-of-expiry.ts';
import { remindOfOffers } from './remind-of-offers.ts';
import { runMatching } from './run-matching.ts';
import { sendMail } from './send-mail.ts';
import { writeDigests } from './write-digests.ts';

/** Does everything that is due, until nothing is. The clock starts it, and so does whoever has just made something due. */
export async function runDueJobs(job: PostContext): Promise<void> {
  while ((await lapseOffers(job)) > 0);
  while ((await offerAlternates(job)) > 0);
  while ((await remindOfOffers(job)) > 0);
  while ((await remindOfConditions(job)) > 0);
  while ((await expireClearances(job)) > 0);
  while ((await remindOfExpiry(job)) > 0);
  while (await issueCertificates(job));
  while ((await askForFeedback(job)) > 0);
  await writeDigests(job);
  while (await sendMail(job));
  await cleanUp(job);
  while (await runMatching(job));
  while (await explainRuns(job));
}
