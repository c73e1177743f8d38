import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, type Road } from '../support/rows.ts';
import { siteFor, tokenOf, type Answer } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let path: string;
let ask: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql);
  const [volunteer] = road.volunteers;
  if (volunteer === undefined) throw new Error('no volunteer');
  path = `/applications/${volunteer.applicationId}/eligibility`;
  ask = siteFor(database, { token: await tokenOf(database.sql, volunteer.accountId) });
});

const items = (answer: Answer) => answer.body['items'] as { lineId: string; eligible: boolean; failedRules: string[] }[];

test('a need that does not fit names every rule that stands in the way, and fits once each is mended', async () => {
  const id = road.volunteers[0]!.applicationId;
  const before = await ask('GET', path);
  expect(before.status).toBe(200);
  expect(items(before)).toEqual([
    expect.objectContaining({ lineId: road.lineId, countyCode: '532926', eligible: false, failedRules: ['subject', 'dates', 'clearance'] }),
  ]);
  expect(items(await ask('GET', `${path}?eligible=true`))).toEqual([]);

  await database.sql`insert into application_subjects (application_id, subject_code, level) values (${id}, 'english', 2)`;
  await database.sql`insert into application_windows (application_id, position, days, weekly_hours) values (${id}, 0, '[2027-07-01,2027-08-01)', 20)`;
  expect(items(await ask('GET', path))[0]?.failedRules).toEqual(['clearance']);
  await database.sql`delete from season_checks where season_id = ${road.seasonId}`;
  expect(items(await ask('GET', `${path}?eligible=true`))).toEqual([expect.objectContaining({ lineId: road.lineId, failedRules: [] })]);
});

test('only the volunteer and coordinators may ask', async () => {
  const stranger = await makeAccount(database.sql, 'volunteer', '另一位');
  expect((await siteFor(database, { token: await tokenOf(database.sql, stranger) })('GET', path)).status).toBe(404);
  expect((await siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) })('GET', path)).status).toBe(200);
  expect((await siteFor(database)('GET', path)).status).toBe(401);
});
