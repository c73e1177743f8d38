import { check, pgTable, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

import type { ClockJob } from '../../domain/job.ts';
import { instant } from './columns.ts';

/** How each of the clock's jobs last went. A version that knows another job may run beside this one, so the table takes any. */
export const jobTurns = pgTable(
  'job_turns',
  {
    job: text().$type<ClockJob>().primaryKey(),
    /** When a turn of it last ended well. */
    endedAt: instant(),
    /** Since when each of its turns has failed. */
    failingSince: instant(),
    /** What the last failure is called, without what was in it. */
    fault: text(),
  },
  (t) => [
    check('job_turns_fault', sql`(${t.failingSince} is null) = (${t.fault} is null)`),
    check('job_turns_turned', sql`${t.endedAt} is not null or ${t.failingSince} is not null`),
  ],
);

/** Times in which the clock did not come by. */
export const clockGaps = pgTable('clock_gaps', { fromAt: instant().primaryKey(), untilAt: instant().notNull() }, (t) => [
  check('clock_gaps_span', sql`${t.untilAt} > ${t.fromAt}`),
]);
