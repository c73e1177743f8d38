import { beforeAll, expect, test } from 'vitest';

import { seedReference } from '../../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../../support/database.ts';
import { makeRoad, makeStation, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
const visitor = new Visitor(database);
let road: Road;
let stationId = '';

beforeAll(async () => {
  await seedReference(database.sql);
  road = await makeRoad(database.sql, { stage: 'open', maximum: 3 });
  await database.sql`update counties set tier = 1, partner_since_day = '2013-01-01' where code = '532926'`;
  stationId = await makeStation(database.sql, { rooms: 2, openedDay: '2013-09-01' });
  await database.sql`update stations set name_zh = '南涧教学站', name_en = 'Nanjian Station', link = 'satellite' where id = ${stationId}`;
});

test('partner counties are listed by themselves; every county of the country is found by part of its name', async () => {
  const partners = await visitor.get('/counties');
  expect(partners.text.match(/href="\/counties\/\d{6}"/g)).toEqual(['href="/counties/532926"']);
  expect((await visitor.get('/counties?tier=2')).text).toContain('No county matches these filters.');
  expect((await visitor.get('/counties?province=530000&tier=1&name=nanjian')).text).toContain('/counties/532926');
  expect((await visitor.get('/counties?which=all&name=%E5%8D%97%E6%B6%A7')).text).toContain('/counties/532926');
  expect((await visitor.get('/counties?province=%27&tier=9&after=x')).status).toBe(200);
});

test('a county shows its need, its stations, what it still wants and its seasons', async () => {
  const { text } = await visitor.get('/counties/532926');
  for (const part of ['Tier 1', '1 January 2013', 'Nanjian Station', '3 wanted', 'Summer 2027']) expect(text).toContain(part);
});

test('a county that is no partner says so, and one that does not exist is not found', async () => {
  expect((await visitor.get('/counties/110101')).text).toContain('This county is not a partner yet');
  for (const code of ['999999', 'abc', '532926x']) expect((await visitor.get(`/counties/${code}`)).status, code).toBe(404);
});

test('stations are filtered by province, link and state, and each has a page', async () => {
  const link = `href="/stations/${stationId}"`;
  expect((await visitor.get('/stations?province=530000&link=satellite&state=open')).text).toContain(link);
  for (const search of ['?province=110000', '?link=internet', '?state=closed']) {
    expect((await visitor.get(`/stations${search}`)).text, search).not.toContain(link);
  }
  expect((await visitor.get(`/stations/${stationId}`)).text).toContain('1 September 2013');
  expect((await visitor.get(`/stations/${road.seasonId}`)).status).toBe(404);
  expect((await visitor.get('/stations/5')).status).toBe(404);
});

test('the first page draws a province with partners darker, and lists it', async () => {
  const { text } = await visitor.get('/');
  expect(text).toContain('aria-label="Yunnan: partner counties 1, stations 1"');
  expect(text).toMatch(/<a href="\/counties\?province=530000">Yunnan/);
  expect(text).toContain(`/seasons/${road.seasonId}`);
});

test('a season shows its dates, its checks and the hash of a seed that nobody knows yet', async () => {
  const { text } = await visitor.get(`/seasons/${road.seasonId}`);
  expect(text).toContain('Identity check');
  const [season] = await database.sql`select lottery_seed, lottery_seed_sha256 from seasons where id = ${road.seasonId}`;
  expect(text).toContain(String(season?.['lottery_seed_sha256']));
  expect(text).not.toContain(String(season?.['lottery_seed']));
  expect((await visitor.get('/seasons')).text).toContain(`/seasons/${road.seasonId}`);
  expect((await visitor.get(`/seasons/${stationId}`)).status).toBe(404);
});
