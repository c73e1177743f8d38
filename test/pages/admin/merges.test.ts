import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { live, makeSeasons } from '../../support/histories.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { makeAccount, type Road } from '../../support/rows.ts';

const database = testDatabase();
let roads: readonly Road[];
let admin: PageReader;

beforeAll(async () => {
  roads = await makeSeasons(database.sql);
  admin = await PageReader.of(database, await makeAccount(database.sql, 'admin', '管理'), '2028-09-01T08:00:00Z');
});

test('from a suggestion to two accounts that are one and two again, all on pages', async () => {
  const mergedId = await live(database.sql, roads, { seasons: ['taught', 'nothing'], holds: ['profile', 'document', 'consent'] });
  const keptId = await live(database.sql, roads, { seasons: ['nothing', 'applied'], holds: ['profile', 'document'] });
  const likely = await admin.get('/admin/merges');
  expect([likely.text.includes('Same identity number'), likely.text.includes(`/admin/accounts/${keptId}/merge?into=${mergedId}`)]).toEqual([
    true,
    true,
  ]);

  const at = `/admin/accounts/${mergedId}/merge`;
  expect((await admin.get(`${at}?with=nobody%40nowhere.org`)).text).toContain('No account has this address.');
  const [kept] = await database.sql`select email from accounts where id = ${keptId}`;
  const plan = wordsOf(await admin.get(`${at}?with=${encodeURIComponent(String(kept?.['email']))}`));
  for (const part of ['Placements (1)', 'Certificates (1)', 'Summer 2027', 'Moves', 'Profile (1)', 'Stays behind'])
    expect(plan).toContain(part);
  expect((await admin.send(at, { into: keptId, reason: '' })).status).toBe(422);
  const { location } = await admin.send(at, { into: keptId, reason: 'the same passport' });
  expect(location).toMatch(/^\/admin\/merges\/[0-9a-f-]{36}\?done=merged$/);
  const page = (location ?? '').replace('?done=merged', '');
  expect((await admin.get(page)).text).toContain('Undo the merge');
  expect((await admin.send(`${page}/undo`, { reason: 'two people after all' })).location).toBe(`${page}?done=undone`);
  expect((await admin.get('/admin/merges')).text).toContain('Undone');
});

test('what stands in the way is said, and there is no button', async () => {
  const [first, second] = [
    await live(database.sql, roads, { seasons: ['applied', 'nothing'], holds: [] }),
    await live(database.sql, roads, { seasons: ['applied', 'nothing'], holds: [] }),
  ];
  const plan = await admin.get(`/admin/accounts/${first}/merge?into=${second}`);
  expect([plan.text.includes('Both have an application in one season'), plan.text.includes('name="reason"')]).toEqual([true, false]);
  expect((await admin.send(`/admin/accounts/${first}/merge`, { into: second, reason: 'x' })).status).toBe(422);
});
