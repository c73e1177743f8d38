import { beforeAll, expect, test } from 'vitest';

import { makeRecord } from '../../../bench/sizes-of-record/made-rows/make-record.ts';
import { seedAccounts } from '../../../seeds/made-up/demonstration-accounts.ts';
import { seedReference } from '../../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../../support/database.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let coordinator: Visitor;

beforeAll(async () => {
  const { sql } = database;
  await seedReference(sql);
  await sql.begin(async (tx) => seedAccounts(tx as never));
  await makeRecord(sql, 1000);
  coordinator = new Visitor(database);
  await coordinator.signIn('coordinator@example.org');
});

test('what is listed of all years is counted to a thousand, and said to be more beyond', async () => {
  expect((await coordinator.get('/desk/people')).text).toContain('More than 1000 entries');
  expect((await coordinator.get('/desk/people?q=officer-7@')).text).toContain('1 entry');
  const all = (await coordinator.get('/desk/placements')).text;
  expect([...all.matchAll(/<b>([^<]*)<\/b>/g)].map(([, count]) => count)).toContain('1000+');
  expect([...all.matchAll(/<b>([^<]*)<\/b>/g)].map(([, count]) => count)).toContain('1000');
});

test('of one season every placement is counted', async () => {
  const [season] = await database.sql<
    { id: string; placements: number }[]
  >`select season_id as id, count(*)::int as placements from placements
    group by 1 order by 1 limit 1`;
  expect((await coordinator.get(`/desk/placements?season=${season?.id}`)).text).toContain(`<b>${season?.placements}</b>`);
});
