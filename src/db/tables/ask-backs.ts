import { sql } from 'drizzle-orm';
import { foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { askBackStates, type AskBackState } from '../../domain/ask-back.ts';
import { accounts } from './accounts.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';
import { counties } from './counties.ts';
import { requests } from './requests.ts';
import { subjects } from './subjects.ts';

/** A county asks an earlier volunteer of its own back, for one subject of a request; why somebody says no stands in the event alone. */
export const askBacks = pgTable(
  'ask_backs',
  {
    id: id(),
    seasonId: uuid().notNull(),
    requestId: uuid().notNull(),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    subjectCode: text()
      .notNull()
      .references(() => subjects.code),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    state: text().$type<AskBackState>().notNull().default('invited'),
    message: text().notNull().default(''),
    answeredAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ name: 'ask_backs_request', columns: [t.requestId, t.seasonId], foreignColumns: [requests.id, requests.seasonId] }),
    uniqueIndex('ask_backs_one_live')
      .on(t.accountId, t.requestId)
      .where(sql`${t.state} in ('invited', 'agreed')`),
    uniqueIndex('ask_backs_one_agreed')
      .on(t.accountId, t.seasonId)
      .where(sql`${t.state} = 'agreed'`),
    index('ask_backs_by_request').on(t.requestId, t.id),
    index('ask_backs_by_account').on(t.accountId, t.id),
    oneOf('ask_backs_state', t.state, askBackStates),
  ],
);
