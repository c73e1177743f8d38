import { eq, inArray, sql } from 'drizzle-orm';

import { obstacleOf, type MergeObstacle, type RowFate } from '../../domain/merge.ts';
import type { Connection } from '../client.ts';
import { accountMerges } from '../tables/merges.ts';
import { accounts } from '../tables/accounts.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

/** A row of the account that would become part of the other, with what becomes of it. Where it is not the reader's to see, there is no table. */
export type MergeRow = {
  readonly table: string | null;
  readonly key: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly fate: RowFate;
  readonly because: MergeObstacle | null;
};

/** Every row that is somebody's, table by table; and whatever stands in the way. */
export async function listMergeRows(db: Connection, mergedId: string, keptId: string): Promise<MergeRow[]> {
  const rows = await db.execute<
    Omit<MergeRow, 'because' | 'facts'> & { readonly because: string | null; readonly facts: Record<string, unknown> | null }
  >(sql`select table_name as "table", row_key as "key", facts, fate, because from merge_rows(${mergedId}, ${keptId})`);
  return rows.map(({ because, facts, ...row }) => ({ ...row, facts: facts ?? {}, because: because === null ? null : obstacleOf(because) }));
}

/** Makes the two one. */
export async function mergeRows(db: Connection, merge: { id: string; mergedId: string; keptId: string; at: string }): Promise<void> {
  await db.execute(sql`select merge_accounts(${merge.id}, ${merge.mergedId}, ${merge.keptId}, ${merge.at})`);
}

export async function noteCopy(db: Connection, mergeId: string, table: string): Promise<void> {
  await db.execute(sql`select note_copy(${mergeId}, ${table})`);
}

export async function undoMergedRows(db: Connection, mergeId: string, at: string): Promise<void> {
  await db.execute(sql`select undo_merge(${mergeId}, ${at})`);
}

export async function nextMergeId(db: Connection): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`select uuidv7() as id`);
  if (row === undefined) throw new Error('a select returned no row');
  return row.id;
}

export type MergeChange = { readonly table: string | null; readonly key: string | null; readonly because: 'changed' | 'added' };

/** Rows that changed since, or were added to what moved: with them a merge cannot be undone. */
export async function listMergeChanges(db: Connection, mergeId: string): Promise<MergeChange[]> {
  return [
    ...(await db.execute<MergeChange>(
      sql`select distinct table_name as "table", row_key as "key", because from merge_changes(${mergeId}) order by 1, 2, 3`,
    )),
  ];
}

type Person = { readonly id: string; readonly name: string; readonly email: string };
export type Merge = {
  readonly id: string;
  readonly merged: Person;
  readonly kept: Person;
  readonly mergedAt: string;
  readonly undoneAt: string | null;
  readonly moved: number;
};

const person = (alias: string) => sql.raw(`json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email)`);
const merge = sql`select m.id, ${person('a')} as merged, ${person('k')} as kept, m.merged_at::text as "mergedAt", m.undone_at::text as "undoneAt",
    (select count(*)::int from merge_moves v where v.merge_id = m.id) as moved
  from account_merges m join accounts a on a.id = m.merged_id join accounts k on k.id = m.kept_id`;

/** Merges that are still recorded, the newest first. */
export async function listMerges(db: Connection, page: PageWanted): Promise<Page<Merge>> {
  const rows = await db.execute<Merge>(sql`${merge}
    where (${page.after ?? null}::uuid is null or m.id < ${page.after ?? null}::uuid) order by m.id desc limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

export async function findMerge(db: Connection, id: string): Promise<Merge | undefined> {
  const [row] = await db.execute<Merge>(sql`${merge} where m.id = ${id}`);
  return row;
}

export type MovedRow = {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly from: string | null;
  readonly to: string;
};

/** What a merge changed, value by value, but for what is not the reader's to know. */
export async function listMovedRows(db: Connection, mergeId: string): Promise<MovedRow[]> {
  return [
    ...(await db.execute<MovedRow>(sql`select table_name as "table", row_key as "key", column_name as "column", from_value as "from", to_value as "to"
      from merge_moves where merge_id = ${mergeId} and table_name <> 'barred_reviews' order by 1, 2, 3`)),
  ];
}

type Twin = Person & { readonly since: string };
export type Twins = { readonly first: Twin; readonly second: Twin; readonly sameNumber: boolean; readonly sameBirthday: boolean };

/** Pairs that may be one person's, those with the same identity number first. */
export async function listTwins(db: Connection, most: number): Promise<Twins[]> {
  return [
    ...(await db.execute<Twins>(sql`select json_build_object('id', first_id, 'name', first_name, 'email', first_email, 'since', first_since) as first,
        json_build_object('id', second_id, 'name', second_name, 'email', second_email, 'since', second_since) as second,
        same_number as "sameNumber", same_birthday as "sameBirthday" from likely_twins(${most})`)),
  ];
}

/** Accounts that became part of this one, by id; as whoever may see them. */
export async function listMergedInto(db: Connection, accountId: string): Promise<string[]> {
  const rows = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.mergedInto, accountId)).orderBy(accounts.id);
  return rows.map(({ id }) => id);
}

/** Lets go of what was recorded of merges of these accounts: they cannot be undone any more. */
export async function forgetMerges(db: Connection, accountIds: readonly string[]): Promise<void> {
  await db.delete(accountMerges).where(inArray(accountMerges.mergedId, [...accountIds]));
  await db.delete(accountMerges).where(inArray(accountMerges.keptId, [...accountIds]));
}
