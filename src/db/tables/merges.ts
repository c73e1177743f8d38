import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { mergeTreatments, type MergeTreatment } from '../../domain/merge.ts';
import { accounts } from './accounts.ts';
import { id, instant, oneOf } from './columns.ts';

const whichAccount = () =>
  uuid()
    .notNull()
    .references(() => accounts.id);

/** Two accounts of one person that became one, while it can be undone. */
export const accountMerges = pgTable(
  'account_merges',
  {
    id: id(),
    mergedId: whichAccount(),
    keptId: whichAccount(),
    mergedBy: whichAccount(),
    mergedAt: instant().notNull(),
    undoneBy: uuid().references(() => accounts.id),
    undoneAt: instant(),
  },
  (t) => [
    uniqueIndex('account_merges_once')
      .on(t.mergedId)
      .where(sql`${t.undoneAt} is null`),
    index('account_merges_kept').on(t.keptId),
    check('account_merges_two', sql`${t.mergedId} <> ${t.keptId}`),
    check('account_merges_undone', sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
  ],
);

/** Every value that a merge changed, with what the row came to, so that the merge can be undone exactly. */
export const mergeMoves = pgTable(
  'merge_moves',
  {
    mergeId: uuid()
      .notNull()
      .references(() => accountMerges.id, { onDelete: 'cascade' }),
    tableName: text().notNull(),
    /** The row's key without the person in it. */
    rowKey: text().notNull(),
    columnName: text().notNull(),
    /** Null where the row was added by the merge. */
    fromValue: text(),
    toValue: text().notNull(),
    /** Of the row as the merge left it: a row that comes to something else has changed since. */
    rowSha256: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.mergeId, t.tableName, t.columnName, t.rowKey] })],
);

/** What becomes of a column that points to a person when two accounts become one, where its name does not say it. */
export const mergeRules = pgTable(
  'merge_rules',
  {
    tableName: text().notNull(),
    columnName: text().notNull(),
    treatment: text().$type<MergeTreatment>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tableName, t.columnName] }), oneOf('merge_rules_treatment', t.treatment, mergeTreatments)],
);
