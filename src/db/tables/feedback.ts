import { check, foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

import { feedbackSides, type FeedbackSide } from '../../domain/feedback.ts';
import { accounts } from './accounts.ts';
import { bytea, instant, oneOf } from './columns.ts';
import { counties } from './counties.ts';
import { placements } from './placements.ts';

/** What one side says of a service once it is over. Scores by the code of the question; the words are sealed, and gone after their time. */
export const feedback = pgTable(
  'feedback',
  {
    placementId: uuid().notNull(),
    side: text().$type<FeedbackSide>().notNull(),
    /** The volunteer whose service it was, whoever writes. */
    accountId: uuid().notNull(),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    scores: jsonb().$type<Record<string, number>>().notNull(),
    sealedText: bytea(),
    writtenBy: uuid()
      .notNull()
      .references(() => accounts.id),
    handedInAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: 'feedback_side', columns: [t.placementId, t.side] }),
    foreignKey({
      name: 'feedback_placement',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }),
    index('feedback_county').on(t.countyCode),
    index('feedback_account').on(t.accountId),
    index('feedback_written_by').on(t.writtenBy),
    oneOf('feedback_sides', t.side, feedbackSides),
    check('feedback_scores', sql`jsonb_typeof(${t.scores}) = 'object'`),
  ],
);
