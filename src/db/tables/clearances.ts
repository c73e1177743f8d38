import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import {
  clearanceKinds,
  clearanceStates,
  queryOutcomes,
  type ClearanceKind,
  type ClearanceState,
  type QueryOutcome,
} from '../../domain/clearance.ts';
import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';
import { seasons } from './seasons.ts';

/** One check of a volunteer: who verified it and its last valid day, never the record's content. */
export const clearances = pgTable(
  'clearances',
  {
    id: id(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    kind: text().$type<ClearanceKind>().notNull(),
    state: text().$type<ClearanceState>().notNull().default('requested'),
    validThroughDay: date(),
    verifiedBy: uuid().references(() => accounts.id),
    verifiedAt: instant(),
    decisionReason: text(),
    /** The version of the text that was agreed to, where agreeing is the check. */
    textVersion: integer(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('clearances_one_pending')
      .on(t.accountId, t.kind)
      .where(sql`${t.state} in ('requested', 'submitted')`),
    index('clearances_account').on(t.accountId, t.kind, t.validThroughDay),
    index('clearances_due')
      .on(t.validThroughDay)
      .where(sql`${t.state} = 'cleared'`),
    index('clearances_submitted')
      .on(t.id)
      .where(sql`${t.state} = 'submitted'`),
    oneOf('clearances_kind', t.kind, clearanceKinds),
    oneOf('clearances_state', t.state, clearanceStates),
    check(
      'clearances_cleared',
      sql`${t.state} <> 'cleared' or (${t.validThroughDay} is not null and ${t.verifiedAt} is not null and (${t.verifiedBy} is not null or ${t.textVersion} is not null))`,
    ),
    // What is agreed to is agreed to in a version, by the person: nobody else can clear it.
    check(
      'clearances_agreed',
      sql`${t.state} <> 'cleared' or (${t.kind} in ('code_of_conduct', 'agreement')) = (${t.textVersion} is not null)`,
    ),
    check('clearances_own', sql`${t.verifiedBy} <> ${t.accountId}`),
  ],
);

/** Which notices of a coming end were sent, so that none is sent twice. */
export const clearanceReminders = pgTable(
  'clearance_reminders',
  {
    clearanceId: uuid()
      .notNull()
      .references(() => clearances.id),
    daysBefore: integer().notNull(),
    remindedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.clearanceId, t.daysBefore] })],
);

/** Somebody who was asked for a reference. Address and answer are encrypted; of the form's key only the hash is kept. */
export const referees = pgTable(
  'referees',
  {
    id: id(),
    clearanceId: uuid()
      .notNull()
      .references(() => clearances.id),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    name: text().notNull(),
    relation: text().notNull(),
    sealedEmail: bytea(),
    keySha256: bytea().notNull(),
    askedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    replacedAt: instant(),
    answeredAt: instant(),
  },
  (t) => [
    uniqueIndex('referees_key').on(t.keySha256),
    uniqueIndex('referees_one_asked')
      .on(t.clearanceId)
      .where(sql`${t.replacedAt} is null`),
    index('referees_account').on(t.accountId),
    check('referees_answered', sql`${t.answeredAt} is null or ${t.replacedAt} is null`),
  ],
);

/** What a referee wrote; kept apart, since the volunteer never sees it. */
export const referenceAnswers = pgTable('reference_answers', {
  refereeId: uuid()
    .primaryKey()
    .references(() => referees.id),
  sealedText: bytea().notNull(),
  createdAt: createdAt(),
});

/** A list of volunteers handed to the authority for the employment query (从业查询), and what came back. */
export const queryBatches = pgTable('query_batches', {
  id: id(),
  createdBy: uuid()
    .notNull()
    .references(() => accounts.id),
  createdAt: createdAt(),
  /** The day the authority answered; the result counts from it. */
  answeredDay: date(),
});

export const queryBatchEntries = pgTable(
  'query_batch_entries',
  {
    batchId: uuid()
      .notNull()
      .references(() => queryBatches.id),
    clearanceId: uuid()
      .notNull()
      .references(() => clearances.id),
    outcome: text().$type<QueryOutcome>(),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.clearanceId] }),
    index('query_batch_entries_clearance').on(t.clearanceId),
    oneOf('query_batch_entries_outcome', t.outcome, queryOutcomes),
  ],
);

/** Who was at a season's pre-departure training; being there for all of it is the check. */
export const trainingAttendances = pgTable(
  'training_attendances',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    heldDay: date().notNull(),
    attendedWhole: boolean().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => accounts.id),
    recordedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.seasonId, t.heldDay] })],
);
