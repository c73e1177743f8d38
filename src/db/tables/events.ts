import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import type { LetterKind } from '../../domain/letter-kind.ts';
import { letterFailures, type LetterFailure } from '../../domain/outbox.ts';
import { accounts } from './accounts.ts';
import { announcements } from './announcements.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * What happened: who, when, from, to, why. Only ever added to. At commit the database gives each event its place and
 * the hash of the one before; the payload enters as its own hash, so that it can be cleared when its purpose ends
 * without breaking the chain.
 */
export const events = pgTable(
  'events',
  {
    id: id(),
    /** Place in the chain, without gaps; null only until the transaction commits. */
    sequence: bigint({ mode: 'number' }),
    at: instant().notNull(),
    /** The account, or the job that acted when it is null. */
    actorId: uuid().references(() => accounts.id),
    actorName: text().notNull(),
    /** Whom it concerns: they may read it. */
    subjectId: uuid().references(() => accounts.id),
    thing: text().notNull(),
    thingId: text().notNull(),
    event: text().notNull(),
    fromState: text(),
    toState: text(),
    reason: text(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** When reason and details were let go; their hash stays in the chain. */
    payloadClearedAt: instant(),
    payloadSha256: bytea(),
    previousSha256: bytea(),
    sha256: bytea(),
    transactionId: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (t) => [
    uniqueIndex('events_sequence').on(t.sequence),
    index('events_thing').on(t.thing, t.thingId, t.id),
    index('events_subject').on(t.subjectId, t.sequence),
    check('events_sealed', sql`num_nulls(${t.sequence}, ${t.payloadSha256}, ${t.previousSha256}, ${t.sha256}) in (0, 4)`),
  ],
);

/** The end of the chain: one row, locked only while a transaction commits. */
export const eventChain = pgTable(
  'event_chain',
  {
    id: integer().primaryKey(),
    sequence: bigint({ mode: 'number' }).notNull(),
    sha256: bytea().notNull(),
  },
  (t) => [check('event_chain_one', sql`${t.id} = 1`)],
);

/**
 * A message to a person, written in the transaction of the event that causes it, and sent once. Whom it goes to and what
 * it says are encrypted, since it may hold a link that opens something, and are gone once it was sent.
 */
export const messages = pgTable(
  'messages',
  {
    id: id(),
    eventId: uuid()
      .notNull()
      .references(() => events.id),
    /** Null where it goes to somebody without an account, such as a referee. */
    accountId: uuid().references(() => accounts.id),
    template: text().$type<LetterKind>().notNull(),
    sealedLetter: bytea(),
    /** What it was written from, where it goes to many: the letter is made when it is sent. */
    announcementId: uuid().references(() => announcements.id),
    createdAt: createdAt(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant().notNull().defaultNow(),
    failedAt: instant(),
    /** Why it was given up: the address was refused for good, or nobody could be reached. */
    failure: text().$type<LetterFailure>(),
    sentAt: instant(),
    /** The same as a notice on the site, for whoever has an account: its subject, where it leads, and when it was read. */
    noticeSubject: text(),
    noticePath: text(),
    readAt: instant(),
  },
  (t) => [
    oneOf('messages_failure', t.failure, letterFailures),
    unique('messages_once').on(t.eventId, t.accountId, t.template).nullsNotDistinct(),
    index('messages_due')
      .on(t.nextAttemptAt)
      .where(sql`${t.sentAt} is null and ${t.failedAt} is null`),
    index('messages_notices')
      .on(t.accountId, t.id)
      .where(sql`${t.noticePath} is not null`),
    // Every page asks how many of somebody's are unread.
    index('messages_unread')
      .on(t.accountId)
      .where(sql`${t.noticePath} is not null and ${t.readAt} is null`),
    index('messages_account').on(t.accountId, t.id),
    index('messages_announcement').on(t.announcementId),
    check(
      'messages_letter',
      sql`${t.sentAt} is not null or ${t.failedAt} is not null or ${t.sealedLetter} is not null or ${t.announcementId} is not null`,
    ),
    check('messages_notice', sql`num_nulls(${t.noticeSubject}, ${t.noticePath}) in (0, 2)`),
  ],
);

/** The lifecycles' ways, copied from the domain by migrations; a test holds the two equal. */
export const legalMoves = pgTable(
  'legal_moves',
  {
    thing: text().notNull(),
    fromState: text().notNull(),
    toState: text().notNull(),
    /** The roles that may take this way; the system may take them all. */
    movers: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [primaryKey({ columns: [t.thing, t.fromState, t.toState] })],
);

/** The first answer to each idempotency key, written in the transaction of its effect. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    requestSha256: text().notNull(),
    status: integer(),
    /** Encrypted: an answer may hold what is shown once. */
    sealedBody: bytea(),
    headers: jsonb().$type<Record<string, string>>(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.key] }), index('idempotency_keys_age').on(t.createdAt)],
);

/** The day on which a daily job last took its turn. */
export const jobDays = pgTable('job_days', { job: text().primaryKey(), day: date().notNull() });

/** Facts about this installation, such as which demonstration data was loaded. */
export const installation = pgTable('installation', {
  key: text().primaryKey(),
  value: text().notNull(),
  createdAt: createdAt(),
});
