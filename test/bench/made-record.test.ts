import { expect, test } from 'vitest';

import { makeRecord } from '../../bench/sizes-of-record/made-rows/make-record.ts';
import { seedAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase();

test('a record made past the keys and triggers is such as they would have let in', async () => {
  const { sql } = database;
  await seedReference(sql);
  await sql.begin(async (tx) => seedAccounts(tx as never));
  const indexes = await sql`select pg_get_indexdef(indexrelid) as made from pg_index where indrelid = 'placements'::regclass order by 1`;
  await makeRecord(sql, 1000);

  const keys = await sql<{ name: string; child: string; parent: string; columns: string[]; referred: string[] }[]>`
    select c.conname as name, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
      array(select a.attname::text from unnest(c.conkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.i) as columns,
      array(select a.attname::text from unnest(c.confkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.i) as referred
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`;
  const broken: string[] = [];
  for (const { name, child, parent, columns, referred } of keys) {
    const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${child} c
      where num_nulls(${columns.map((column) => `c.${column}`).join(', ')}) = 0
        and not exists (select from ${parent} p where ${columns.map((column, i) => `p.${referred[i] ?? ''} = c.${column}`).join(' and ')})`);
    if (row?.count !== 0) broken.push(`${name}: ${row?.count}`);
  }
  expect(keys.length).toBeGreaterThan(50);
  expect(broken).toEqual([]);

  const [wrong] = await sql<{ seats: number; completions: number; sequence: number; tallied: number }[]>`select
    (select count(*)::int from lines l where l.taken <> (select count(*) from placements p where p.line_id = l.id and p.state in ('accepted', 'started', 'completed'))) as seats,
    (select count(*)::int from completions c join placements p on p.id = c.placement_id where p.state = 'completed' and p.account_id = c.account_id and p.county_code = c.county_code) as completions,
    (select (c.sequence - count(e.*))::int from event_chain c left join events e on true group by c.sequence) as sequence,
    (select completions from tallies where first = '' and second = '') as tallied`;
  expect(wrong).toEqual({ seats: 0, completions: 1000, sequence: 0, tallied: 1000 });
  expect(await sql`select pg_get_indexdef(indexrelid) as made from pg_index where indrelid = 'placements'::regclass order by 1`).toEqual(
    indexes,
  );
});
