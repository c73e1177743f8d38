import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeRoad, makeTaught } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const anyone = siteFor(database);
let coordinator: ReturnType<typeof siteFor>;

beforeAll(async () => {
  const road = await makeRoad(database.sql);
  await makeTaught(database.sql, road);
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
});

const partnership = {
  countyCode: '532926',
  partnerZh: '示范大学',
  partnerEn: 'Demonstration University',
  sinceYear: 2013,
  agreedZh: '每年暑期办英语夏令营。',
  agreedEn: 'An English camp every summer.',
  sourceZh: '演示',
  sourceEn: 'Demonstration',
};
const achievement = {
  day: '2019-09-01',
  zh: '办成了第一间书屋。',
  en: 'Opened its first reading room.',
  sourceZh: '演示',
  sourceEn: 'Demonstration',
};

test('a coordinator enters who stands by a county, anybody reads it, and its end is written down', async () => {
  const made = await coordinator('POST', '/partnerships', partnership);
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ ...partnership, untilYear: null, achievements: [] })]);
  const path = `/partnerships/${String(made.body['id'])}`;
  expect((await coordinator('POST', '/partnerships', partnership)).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/partnerZh', code: 'twice' }],
  });
  expect((await anyone('POST', '/partnerships', partnership)).status).toBe(401);

  const tag = { 'If-Match': made.headers.get('ETag') ?? '' };
  const refused = await coordinator('PATCH', path, { untilYear: 2010 }, tag);
  expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/untilYear', code: 'ends-before-start' }] });
  expect((await coordinator('PATCH', path, { untilYear: 2030 }, tag)).body).toMatchObject({ untilYear: 2030, sinceYear: 2013 });
  expect((await coordinator('PATCH', path, { untilYear: 2031 }, tag)).status).toBe(412);
  expect((await anyone('GET', '/partnerships?county=532926')).body).toMatchObject({ items: [{ id: made.body['id'], untilYear: 2030 }] });
  expect((await anyone('GET', '/partnerships?county=530102')).body['items']).toEqual([]);
});

test('what it achieved has a day and a source, and stands where the county’s years stand', async () => {
  const { items } = (await anyone('GET', '/partnerships')).body as { items: { id: string }[] };
  const path = `/partnerships/${String(items[0]?.id)}`;
  const early = await coordinator('POST', `${path}/achievements`, { ...achievement, day: '2012-12-31' });
  expect(early.body).toMatchObject({ status: 422, errors: [{ pointer: '/day' }] });
  expect((await coordinator('POST', `${path}/achievements`, achievement)).status).toBe(201);
  expect((await anyone('GET', path)).body).toMatchObject({ partnership: { achievements: [achievement] }, years: [] });
  const events = await database.sql`select event from events where thing = 'partnership' order by sequence`;
  expect(events.map(({ event }) => String(event))).toEqual(['partnership.entered', 'partnership.changed', 'partnership.achieved']);
  expect((await anyone('GET', `/partnerships/${crypto.randomUUID()}`)).status).toBe(404);
});
