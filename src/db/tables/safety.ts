import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { safetyAnswers, type SafetyAnswer } from '../../domain/safety.ts';
import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';
import { counties } from './counties.ts';
import { placements } from './placements.ts';
import { requests } from './requests.ts';
import { seasons } from './seasons.ts';

/** The question "are you safe and well?", put to everybody of a squad, a county or a season at once. */
export const safetyCalls = pgTable(
  'safety_calls',
  {
    id: id(),
    requestId: uuid().references(() => requests.id),
    countyCode: text().references(() => counties.code),
    seasonId: uuid().references(() => seasons.id),
    text: text().notNull(),
    askedBy: uuid()
      .notNull()
      .references(() => accounts.id),
    askedAt: instant().notNull(),
    closedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    check('safety_calls_scope', sql`num_nonnulls(${t.requestId}, ${t.countyCode}, ${t.seasonId}) = 1`),
    index('safety_calls_asked').on(t.askedAt),
  ],
);

/** What somebody answered, or has not yet; without a call where they said it by themselves. */
export const safetyReplies = pgTable(
  'safety_replies',
  {
    id: id(),
    callId: uuid().references(() => safetyCalls.id, { onDelete: 'cascade' }),
    placementId: uuid().notNull(),
    accountId: uuid().notNull(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    /** Opens the answer to whoever holds the letter. */
    keySha256: bytea(),
    answer: text().$type<SafetyAnswer>(),
    sealedNote: bytea(),
    answeredAt: instant(),
    helpedBy: uuid().references(() => accounts.id),
    helpedAt: instant(),
    sealedAction: bytea(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: 'safety_replies_whose',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }),
    unique('safety_replies_once').on(t.callId, t.placementId),
    uniqueIndex('safety_replies_key').on(t.keySha256),
    index('safety_replies_account').on(t.accountId),
    index('safety_replies_request').on(t.requestId),
    index('safety_replies_help')
      .on(t.answeredAt)
      .where(sql`${t.answer} = 'needs_help' and ${t.helpedAt} is null`),
    oneOf('safety_replies_answer', t.answer, safetyAnswers),
    check('safety_replies_answered', sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
    check('safety_replies_helped', sql`(${t.helpedAt} is null) = (${t.helpedBy} is null)`),
  ],
);
