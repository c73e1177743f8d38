import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';

import { conditionQuestionStates, type ConditionQuestionState } from '../../domain/condition-question.ts';
import { applications } from './applications.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';
import { placements } from './placements.ts';
import { hostConditions, requests } from './requests.ts';

/** Who is asked about which signed version, by when, and what they said. */
export const conditionQuestions = pgTable(
  'condition_questions',
  {
    id: id(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    /** The version they are asked about, and the one that they knew before; null where there was none. */
    conditionsId: uuid()
      .notNull()
      .references(() => hostConditions.id),
    knownId: uuid().references(() => hostConditions.id),
    applicationId: uuid().notNull(),
    seasonId: uuid().notNull(),
    accountId: uuid().notNull(),
    /** The placement they had been told of; null where they had only ranked the request. */
    placementId: uuid(),
    state: text().$type<ConditionQuestionState>().notNull().default('open'),
    answerByAt: instant().notNull(),
    /** When they are due a reminder; null once it was written, or where there is none. */
    remindAt: instant(),
    answeredAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('condition_questions_once').on(t.applicationId, t.conditionsId),
    foreignKey({
      name: 'condition_questions_application',
      columns: [t.applicationId, t.seasonId, t.accountId],
      foreignColumns: [applications.id, applications.seasonId, applications.accountId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'condition_questions_placement',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }).onDelete('cascade'),
    index('condition_questions_request').on(t.requestId, t.state),
    index('condition_questions_account').on(t.accountId, t.id),
    index('condition_questions_placement').on(t.placementId),
    index('condition_questions_open')
      .on(t.answerByAt)
      .where(sql`${t.state} = 'open'`),
    index('condition_questions_to_remind')
      .on(t.remindAt)
      .where(sql`${t.state} = 'open'`),
    oneOf('condition_questions_state', t.state, conditionQuestionStates),
    check('condition_questions_answered', sql`(${t.state} in ('agreed', 'refused')) = (${t.answeredAt} is not null)`),
  ],
);
