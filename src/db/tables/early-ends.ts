import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { returnAnswers, type ReturnAnswer } from '../../domain/early-end.ts';
import { accounts } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { placements } from './placements.ts';

/** How a placement ended before its time: when, by whom, after how many minutes taught, and whether the person may come again. */
export const earlyEnds = pgTable(
  'early_ends',
  {
    placementId: uuid().primaryKey(),
    accountId: uuid().notNull(),
    endedAt: instant().notNull(),
    /** Null where it ended before this was written down. */
    endedBy: uuid().references(() => accounts.id),
    minutesTaught: integer().notNull(),
    mayReturn: text().$type<ReturnAnswer>().notNull(),
    returnReason: text().notNull().default(''),
    decidedBy: uuid().references(() => accounts.id),
    decidedAt: instant(),
  },
  (t) => [
    foreignKey({
      name: 'early_ends_placement',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }),
    index('early_ends_account').on(t.accountId),
    oneOf('early_ends_may_return', t.mayReturn, returnAnswers),
    check('early_ends_minutes', sql`${t.minutesTaught} >= 0`),
    check('early_ends_decided', sql`(${t.mayReturn} = 'undecided') = (${t.decidedAt} is null)`),
  ],
);
