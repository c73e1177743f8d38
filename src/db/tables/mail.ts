import { check, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

import { accounts } from './accounts.ts';
import { instant } from './columns.ts';
import { messages } from './events.ts';

/**
 * Letters whose last line is being given to the mail server. Committed before that line leaves, and gone with the server's answer:
 * one that stays is a letter of which nobody heard the answer, since the sender died in that moment.
 */
export const handovers = pgTable('handovers', {
  messageId: uuid()
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  handedAt: instant().notNull(),
});

/** Letters in a row that the mail server refused for good, by whom they were for; from the third on nothing more is sent there. */
export const bounces = pgTable(
  'bounces',
  {
    accountId: uuid()
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    inARow: integer().notNull(),
    lastAt: instant().notNull(),
    /** What the server said, without words: such as 550 or 550 5.1.1. */
    lastAnswer: text().notNull(),
    stoppedAt: instant(),
  },
  (t) => [check('bounces_in_a_row', sql`${t.inARow} > 0`)],
);
