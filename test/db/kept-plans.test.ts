import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { actingAs } from '../../src/db/acting.ts';
import type { Transaction } from '../../src/db/client.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase();
const inside = async (work: (tx: Transaction) => Promise<void>) => actingAs(database.db, { kind: 'system', job: 'test' }, work);

/** What the connection has a plan for, of the statements that are marked so. */
async function plannedIn(tx: Transaction, mark: string): Promise<{ statement: string; times: number }[]> {
  const rows = await tx.execute<{ statement: string; times: number }>(sql`
    select statement, (generic_plans + custom_plans)::int as times from pg_prepared_statements where statement like ${`%${mark}%`}`);
  return rows.filter(({ statement }) => !statement.includes('pg_prepared_statements'));
}

test('a connection knows what it was asked before, inside a transaction and a part of one', async () => {
  await inside(async (tx) => {
    for (const code of ['532926', '532927', '532928']) await tx.execute(sql`select 'known' from counties where code = ${code}`);
    await tx.transaction(async (part) => part.execute(sql`select 'known' from counties where code = ${'532929'}`));
    expect(await plannedIn(tx, 'known')).toEqual([{ statement: expect.stringContaining('counties'), times: 4 }]);
  });
});

test('the first of many in an order is planned each time, for whose they are', async () => {
  await inside(async (tx) => {
    for (const tier of [1, 2]) await tx.execute(sql`select 'listed' from counties where tier = ${tier} order by code limit ${5}`);
    expect(await plannedIn(tx, 'listed')).toEqual([]);
  });
});

test('what is asked with very many values is not kept: it takes as many forms as there are lengths', async () => {
  await inside(async (tx) => {
    for (const length of [100, 101]) {
      const codes = sql.join(
        Array.from({ length }, (_, i) => sql`${String(i)}`),
        sql`, `,
      );
      await tx.execute(sql`select 'lengths' from counties where code in (${codes})`);
    }
    expect((await plannedIn(tx, 'lengths')).map(({ statement }) => statement.includes('$101'))).toEqual([false]);
  });
});

test('a column that is added to a table meanwhile is no fault', async () => {
  let said = '';
  const ask = async (tx: Transaction) => {
    const [row] = await tx.execute<{ said: string }>(sql`select id || ' of many' as said from rows_of_a_test where id = ${1}`);
    said = row?.said ?? '';
  };
  await database.sql.unsafe(
    `create table rows_of_a_test (id int); insert into rows_of_a_test values (1); grant select on rows_of_a_test to public`,
  );
  await inside(ask);
  await database.sql`alter table rows_of_a_test add column note text default 'new'`;
  await inside(ask);
  expect(said).toBe('1 of many');
});
