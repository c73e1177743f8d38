import { expect, test } from 'vitest';

import { sealedColumns } from '../../src/db/queries/sealed-columns.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase();
type Held = { readonly table_name: string; readonly column_name: string; readonly treatment: string | null };
const columns = async () => database.sql<Held[]>`select * from person_columns()`;

test('of every column that holds a person it is said what becomes of it when two accounts become one', async () => {
  const unknown = (await columns()).filter(({ treatment }) => treatment === null).map((held) => `${held.table_name}.${held.column_name}`);
  const sentence = `nobody has said what becomes of ${unknown.join(', ')}: call it account_id (whose it is) or …_by (who did it), or insert it into merge_rules`;
  expect(unknown, sentence).toEqual([]);
});

test('a table holds one person at most who moves', async () => {
  const moving = (await columns()).filter(({ treatment }) => treatment?.startsWith('moves') === true).map(({ table_name }) => table_name);
  const twice = moving.filter((table, i) => moving.indexOf(table) !== i);
  expect(twice, `${twice.join(', ')} would be written twice by one merge: let one of its columns stay, in merge_rules`).toEqual([]);
});

test('what is sealed for a row whose key holds the person is not moved, for it would not open', async () => {
  const bound = new Set(sealedColumns.filter(({ key }) => key.includes('account_id')).map(({ table }) => table));
  const moved = (await columns()).filter(({ table_name, treatment }) => bound.has(table_name) && treatment?.startsWith('moves') === true);
  expect(moved, 'sealed columns bound to an account are copied, or stay').toEqual([]);
});

test('a new table is in by its foreign key, through another table too; a column that says nothing stops every merge', async () => {
  const { sql } = database;
  await sql.begin(async (tx) => {
    await tx`create table kindnesses (id uuid primary key, account_id uuid references accounts (id), thanked_by uuid references accounts (id))`;
    await tx`create table echoes (id uuid primary key, account_id uuid references volunteers (account_id), hearer uuid references accounts (id))`;
    const found = await tx<Held[]>`select * from person_columns() where table_name in ('kindnesses', 'echoes')`;
    expect(found.map((held) => [held.table_name, held.column_name, held.treatment])).toEqual([
      ['echoes', 'account_id', 'moves'],
      ['echoes', 'hearer', null],
      ['kindnesses', 'account_id', 'moves'],
      ['kindnesses', 'thanked_by', 'stays'],
    ]);
    const asked = tx.savepoint(async (inside) => inside`select * from merge_rows_of(uuidv7(), uuidv7())`);
    await expect(asked).rejects.toThrow('nobody has said what becomes of echoes.hearer');
    await tx`drop table kindnesses, echoes`;
  });
});
