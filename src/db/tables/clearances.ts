import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { clearanceKinds, clearanceStates, type ClearanceKind, type ClearanceState } from '../../domain/clearance.ts';
import { accounts } from './accounts.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';

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
      sql`${t.state} <> 'cleared' or (${t.validThroughDay} is not null and ${t.verifiedBy} is not null and ${t.verifiedAt} is not null)`,
    ),
    check('clearances_own', sql`${t.verifiedBy} <> ${t.accountId}`),
  ],
);
