import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeRoad, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let coordinator: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql);
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
});

const season = {
  nameZh: '2028 年暑期',
  nameEn: 'Summer 2028',
  applicationsOpenDay: '2027-11-01',
  applicationsCloseDay: '2028-04-30',
  requestsOpenDay: '2027-11-01',
  requestsCloseDay: '2028-04-30',
  matchDay: '2028-05-10',
  replyHours: 72,
  teachingStartDay: '2028-07-01',
  teachingEndDay: '2028-08-31',
  checks: { on_site: ['identity'], distance: [], blended: ['identity'] },
};

test('a season is planned, changed, moved forward and back, and keeps its lottery seed to itself', async () => {
  const made = await coordinator('POST', '/seasons', season);
  expect([made.status, made.body['state'], made.body['checks']]).toEqual([201, 'planned', season.checks]);
  const path = `/seasons/${String(made.body['id'])}`;
  expect(made.body['lotterySeedSha256']).toMatch(/^[0-9a-f]{64}$/);
  const read = await siteFor(database)('GET', path);
  expect(read.body).not.toHaveProperty('lotterySeed');
  const changed = await coordinator('PATCH', path, { replyHours: 48 }, { 'If-Match': made.headers.get('ETag') ?? '' });
  expect([changed.status, changed.body['replyHours']]).toEqual([200, 48]);
  expect((await coordinator('POST', `${path}/advance`)).body['state']).toBe('open');
  expect((await coordinator('POST', `${path}/back`, {})).status).toBe(422);
  expect((await coordinator('POST', `${path}/back`, { reason: '日期有误' })).body['state']).toBe('planned');
  const events = await database.sql`select event, reason from events where thing_id = ${String(made.body['id'])} order by sequence`;
  expect(events.map(({ event }) => String(event))).toEqual(['season.planned', 'season.changed', 'season.open', 'season.planned']);
});

test('days out of order are all named, and only coordinators plan', async () => {
  const wrong = { ...season, applicationsCloseDay: '2027-10-01', matchDay: '2028-04-01', teachingEndDay: '2028-06-01' };
  const refused = await coordinator('POST', '/seasons', wrong);
  const errors = refused.body['errors'] as { pointer: string }[];
  expect([refused.status, errors.map(({ pointer }) => pointer)]).toEqual([422, ['/applicationsCloseDay', '/teachingEndDay', '/matchDay']]);
  const volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]!.accountId) });
  expect((await volunteer('POST', '/seasons', season)).body).toMatchObject({ status: 403, roles: ['coordinator'] });
  expect((await siteFor(database)('POST', '/seasons', season)).status).toBe(401);
});

test('a teaching window does not move away from requests that were handed in', async () => {
  const path = `/seasons/${road.seasonId}`;
  const { headers } = await coordinator('GET', path);
  const moved = await coordinator('PATCH', path, { teachingEndDay: '2027-07-20' }, { 'If-Match': headers.get('ETag') ?? '' });
  expect([moved.status, moved.body['errors']]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/teachingEndDay', code: 'leaves-requests-out' })],
  ]);
  expect((await coordinator('GET', `/seasons/${crypto.randomUUID()}/runs`)).status).toBe(404);
});
