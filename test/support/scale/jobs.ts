import { askForFeedback } from '../../../src/jobs/ask-for-feedback.ts';
import { cleanUp } from '../../../src/jobs/clean-up.ts';
import { expireClearances } from '../../../src/jobs/expire-clearances.ts';
import { foldTallies } from '../../../src/jobs/fold-tallies.ts';
import { issueCertificates } from '../../../src/jobs/issue-certificates.ts';
import type { PostContext } from '../../../src/jobs/job.ts';
import { lapseOffers } from '../../../src/jobs/lapse-offers.ts';
import { lapseSwaps } from '../../../src/jobs/lapse-swaps.ts';
import { offerAlternates } from '../../../src/jobs/offer-alternates.ts';
import { remindOfConditions } from '../../../src/jobs/remind-of-conditions.ts';
import { remindOfExpiry } from '../../../src/jobs/remind-of-expiry.ts';
import { remindOfLiaisons } from '../../../src/jobs/remind-of-liaisons.ts';
import { remindOfOffers } from '../../../src/jobs/remind-of-offers.ts';
import { runImports } from '../../../src/jobs/run-imports.ts';
import { sendMail } from '../../../src/jobs/send-mail.ts';
import { sendWebhooks } from '../../../src/jobs/send-webhooks.ts';
import { writeDigests } from '../../../src/jobs/write-digests.ts';

/** A job of the clock, and of which large tables it looks at all rows: each with the reason. */
type JobAtScale = {
  readonly name: string;
  readonly work: (job: PostContext) => Promise<unknown>;
  /** Whether something is made due for it. */
  readonly isDue?: boolean;
  readonly wholly?: Readonly<Record<string, string>>;
};

const daily = 'once a day';
const cleared = [
  'requests',
  'safety_replies',
  'day_reports',
  'messages',
  'returned_letters',
  'tokens',
  'placements',
  'health_notes',
  'applications',
  'identity_documents',
  'referees',
  'reference_answers',
  'ask_backs',
  'disputes',
  'feedback',
  'station_liaisons',
  'stations',
  'training_attendances',
  'events',
];

export const jobsAtScale: readonly JobAtScale[] = [
  { name: 'lapse-offers', work: lapseOffers, isDue: true },
  { name: 'lapse-swaps', work: lapseSwaps },
  { name: 'offer-alternates', work: offerAlternates, isDue: true },
  { name: 'remind-of-offers', work: remindOfOffers, isDue: true },
  { name: 'remind-of-conditions', work: remindOfConditions },
  { name: 'expire-clearances', work: expireClearances, isDue: true },
  { name: 'remind-of-expiry', work: remindOfExpiry, isDue: true },
  { name: 'remind-of-liaisons', work: remindOfLiaisons, isDue: true },
  { name: 'issue-certificates', work: issueCertificates },
  { name: 'ask-for-feedback', work: askForFeedback, isDue: true },
  { name: 'write-digests', work: writeDigests, wholly: { requests: daily, placements: daily, events: daily, messages: daily } },
  { name: 'send-mail', work: sendMail, isDue: true },
  { name: 'clean-up', work: cleanUp, wholly: Object.fromEntries(cleared.map((table) => [table, daily])) },
  { name: 'run-imports', work: runImports },
  { name: 'fold-tallies', work: foldTallies },
  { name: 'send-webhooks', work: sendWebhooks },
];
