import { instantOf } from '../actions/context.ts';
import { isLostConnection } from '../db/error-code.ts';
import { clockJobs, type ClockJob } from '../domain/job.ts';
import { askForFeedback } from './ask-for-feedback.ts';
import { cleanUp } from './clean-up.ts';
import { expireClearances } from './expire-clearances.ts';
import { explainRuns } from './explain-runs.ts';
import { foldTallies } from './fold-tallies.ts';
import { issueCertificates } from './issue-certificates.ts';
import type { PostContext } from './job.ts';
import { lapseOffers } from './lapse-offers.ts';
import { lapseSwaps } from './lapse-swaps.ts';
import { noteTurns } from './turns/note-turns.ts';
import { offerAlternates } from './offer-alternates.ts';
import { remindOfConditions } from './remind-of-conditions.ts';
import { remindOfExpiry } from './remind-of-expiry.ts';
import { remindOfLiaisons } from './remind-of-liaisons.ts';
import { remindOfOffers } from './remind-of-offers.ts';
import { runImports } from './run-imports.ts';
import { runMatching } from './run-matching.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhooks } from './send-webhooks.ts';
import { traced } from './telemetry/traced.ts';
import { writeDigests } from './write-digests.ts';

/** One go of a job: gives how much it did, or whether it did anything. */
type Part = (job: PostContext) => Promise<number | boolean>;

/** What each of the clock's jobs does until nothing of it is due. */
const works: Readonly<Record<ClockJob, (job: PostContext) => Promise<unknown>>> = {
  'lapse-offers': untilDone(lapseOffers),
  'lapse-swaps': untilDone(lapseSwaps),
  'offer-alternates': untilDone(offerAlternates),
  'remind-of-offers': untilDone(remindOfOffers),
  'remind-of-conditions': untilDone(remindOfConditions),
  'expire-clearances': untilDone(expireClearances),
  'remind-of-expiry': untilDone(remindOfExpiry),
  'remind-of-liaisons': untilDone(remindOfLiaisons),
  'issue-certificates': untilDone(issueCertificates),
  'ask-for-feedback': untilDone(askForFeedback),
  'write-digests': writeDigests,
  'send-mail': untilDone(sendMail),
  'clean-up': cleanUp,
  'run-matching': untilDone(runMatching),
  'explain-runs': untilDone(explainRuns),
  'run-imports': untilDone(runImports),
  'send-webhooks': sendWebhooks,
  'fold-tallies': untilDone(foldTallies),
};

function untilDone(part: Part) {
  return async (job: PostContext): Promise<void> => {
    while (Number(await part(job)) > 0);
  };
}

/**
 * Does everything that is due, until nothing is. The clock starts it, and so does whoever has just made something due.
 * A job that fails holds up none of the others; it is on record, and told at the end.
 */
export async function runDueJobs(job: PostContext): Promise<void> {
  const begunAt = instantOf(job.now());
  const failures = new Map<ClockJob, unknown>();
  for (const name of clockJobs) {
    try {
      await traced(name, async () => works[name](job));
    } catch (error) {
      // Without a database the others would fail as well, and there is nowhere to note it.
      if (isLostConnection(error)) throw error;
      failures.set(name, error);
    }
  }
  await noteTurns(job, begunAt, failures);
  const [failure] = failures;
  if (failure !== undefined) throw new Error(`failed: ${[...failures.keys()].join(', ')}`, { cause: failure[1] });
}
