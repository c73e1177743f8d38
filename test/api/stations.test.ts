import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let officer: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql);
  const id = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${id}, '532926')`;
  officer = siteFor(database, { token: await tokenOf(database.sql, id) });
});

const station = {
  countyCode: '532926',
  nameZh: '南涧远程教学站',
  nameEn: 'Nanjian distance teaching station',
  rooms: 2,
  seats: 60,
  link: 'internet',
  openedDay: '2020-09-01',
};

test('a county opens its station, anybody reads it, and the county closes it again', async () => {
  const made = await officer('POST', '/stations', station);
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ ...station, closedDay: null, madeUp: false })]);
  expect((await siteFor(database)('GET', '/stations?county=532926')).body).toMatchObject({ items: [{ id: made.body['id'], seats: 60 }] });
  const path = `/stations/${String(made.body['id'])}`;
  expect(made.headers.get('Location')).toBe(`/api/v1${path}`);
  expect((await siteFor(database)('GET', path)).body).toEqual(made.body);
  expect((await officer('PATCH', path, { closedDay: '2026-11-30' })).status).toBe(428);
  const closed = await officer('PATCH', path, { closedDay: '2026-11-30' }, { 'If-Match': made.headers.get('ETag') ?? '' });
  expect([closed.status, closed.body['closedDay']]).toEqual([200, '2026-11-30']);
  const stale = await officer('PATCH', path, { seats: 61 }, { 'If-Match': made.headers.get('ETag') ?? '' });
  expect(stale.status).toBe(412);
  const events = await database.sql`select event from events where thing = 'station' order by sequence`;
  expect(events.map(({ event }) => String(event))).toEqual(['station.registered', 'station.changed']);
});

test('a station elsewhere, a day out of order or a word out of place is refused', async () => {
  const nowhere = await officer('POST', '/stations', { ...station, countyCode: '110101', closedDay: '2000-01-01' });
  expect([nowhere.status, nowhere.body['errors']]).toEqual([
    422,
    [
      expect.objectContaining({ pointer: '/countyCode', code: 'unknown' }),
      expect.objectContaining({ pointer: '/closedDay', code: 'ends-before-start' }),
    ],
  ]);
  const wrong = await officer('POST', '/stations', { ...station, rooms: 0, link: 'pigeon' });
  expect([wrong.status, (wrong.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).toSorted()]).toEqual([
    422,
    ['/link', '/rooms'],
  ]);
  const coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
  const made = await coordinator('POST', '/stations', station);
  const early = await coordinator(
    'PATCH',
    `/stations/${String(made.body['id'])}`,
    { closedDay: '2019-01-01' },
    { 'If-Match': made.headers.get('ETag') ?? '' },
  );
  expect([early.status, early.body['errors']]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/closedDay', code: 'ends-before-start' })],
  ]);
  expect((await siteFor(database)('POST', '/stations', station)).status).toBe(401);
});
