import { check, date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

import { optionalTopics, type OptionalTopic } from '../../domain/letter-kind.ts';
import { accounts } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
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

/** Letters in a row that were refused for good, at once or by coming back, by whom they were for; from the third on nothing more is sent there. */
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

/** Letters that a server took and sent back later. Each counts once, however often its return is told. */
export const returnedLetters = pgTable('returned_letters', {
  messageId: uuid()
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  returnedAt: instant().notNull(),
  /** What the server said, without words. */
  answer: text().notNull(),
});

/** What somebody does not want letters about, of what may be turned off. */
export const unsubscriptions = pgTable(
  'unsubscriptions',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    topic: text().$type<OptionalTopic>().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.topic] }), oneOf('unsubscriptions_topic', t.topic, optionalTopics)],
);

/** The day for which a coordinator last got a digest, or there was nothing to write. */
export const digests = pgTable('digests', {
  accountId: uuid()
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  day: date().notNull(),
});
