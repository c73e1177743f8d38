import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { disputeAnswers, disputeStates, type DisputeAnswer, type DisputeState } from '../../domain/dispute.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';
import { lessons } from './completions.ts';
import { counties } from './counties.ts';
import { placements } from './placements.ts';

/** What a county says was otherwise than on record: one lesson's minutes, or the days of the whole service. */
export const disputes = pgTable(
  'disputes',
  {
    id: id(),
    placementId: uuid().notNull(),
    accountId: uuid().notNull(),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    /** Null where it is about the days of the whole service, and where the lesson was taken out of the record. */
    lessonId: uuid().references(() => lessons.id, { onDelete: 'set null' }),
    /** When the lesson in dispute began; null where it is about the days. */
    lessonStartsAt: instant(),
    state: text().$type<DisputeState>().notNull().default('opened'),
    /** Minutes of the lesson or days of the service: as recorded, as the county saw them, and as decided. Days nobody reported yet are not recorded. */
    recorded: integer(),
    claimed: integer().notNull(),
    reason: text().notNull(),
    openedAt: instant().notNull(),
    answerByAt: instant().notNull(),
    answer: text().$type<DisputeAnswer>(),
    corrected: integer(),
    note: text().notNull().default(''),
    answeredAt: instant(),
    decided: integer(),
    /** Why it was settled so, or dropped. */
    closingReason: text().notNull().default(''),
    closedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: 'disputes_placement',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }),
    uniqueIndex('disputes_one_of_lesson')
      .on(t.lessonId)
      .where(sql`${t.state} in ('opened', 'answered')`),
    uniqueIndex('disputes_one_of_days')
      .on(t.placementId)
      .where(sql`${t.lessonStartsAt} is null and ${t.state} in ('opened', 'answered')`),
    index('disputes_by_placement').on(t.placementId, t.id),
    index('disputes_by_account').on(t.accountId, t.id),
    index('disputes_by_county').on(t.countyCode, t.id),
    index('disputes_open')
      .on(t.openedAt)
      .where(sql`${t.state} in ('opened', 'answered')`),
    oneOf('disputes_state', t.state, disputeStates),
    oneOf('disputes_answer', t.answer, disputeAnswers),
    check('disputes_figures', sql`least(${t.recorded}, ${t.claimed}, ${t.corrected}, ${t.decided}) >= 0`),
    check('disputes_answered', sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
    check('disputes_was_answered', sql`${t.state} <> 'answered' or ${t.answer} is not null`),
    check('disputes_corrected', sql`(${t.corrected} is not null) = (${t.answer} is not distinct from 'corrected')`),
    check('disputes_decided', sql`(${t.decided} is not null) = (${t.state} = 'settled')`),
    check('disputes_closed', sql`(${t.closedAt} is not null) = (${t.state} in ('settled', 'dropped'))`),
  ],
);
