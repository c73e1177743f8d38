import { beforeAll, expect, test } from 'vitest';

import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../support/database.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
beforeAll(async () => {
  await seedReference(database.sql);
  await seedReference(database.sql);
});

test('every province is there, and Nanjian by its code', async () => {
  const site = siteFor(database);
  expect((await site('GET', '/provinces')).body['items']).toHaveLength(34);
  expect((await site('GET', '/subjects')).body['items']).toHaveLength(3);
  expect((await site('GET', '/counties/532926')).body).toMatchObject({ nameZh: '南涧彝族自治县', provinceCode: '530000', tier: null });
  expect((await site('GET', '/counties/999999')).status).toBe(404);
});

test('counties are paged without loss and without repetition', async () => {
  const site = siteFor(database);
  const codes: string[] = [];
  let cursor = '';
  do {
    const { body } = await site('GET', `/counties?province=530000&limit=50${cursor}`);
    codes.push(...(body['items'] as { code: string }[]).map((county) => county.code));
    cursor = typeof body['nextCursor'] === 'string' ? `&cursor=${body['nextCursor']}` : '';
  } while (cursor !== '');
  const [count] = await database.sql`select count(*)::int as counties from counties where province_code = '530000'`;
  expect([codes.length, new Set(codes).size]).toEqual([count?.['counties'], count?.['counties']]);
  expect(codes).toEqual(codes.toSorted());
});

test('the reported totals of volunteers come to 3,865 and stand apart from what is recorded', async () => {
  const { body } = await siteFor(database)('GET', '/statistics?by=county');
  expect(body).toMatchObject({ reported: { volunteers: 3865 }, recorded: { by: 'county', rows: [] } });
});
