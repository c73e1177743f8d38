import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { PageReader } from '../../support/page-reader.ts';
import { makeRoad, makeTaught, type Road } from '../../support/rows.ts';
import { siteFor, tokenOf } from '../../support/site.ts';

const database = testDatabase();
const now = '2027-08-01T08:00:00Z';
let road: Road;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 1, maximum: 1, stage: 'matching' });
  await database.sql`update requests set place = '=cmd|calc'`;
});

test('a record begins empty with what to do, then holds the service, on the page, at the desk and in a table that no spreadsheet runs', async () => {
  const accountId = road.volunteers[0]?.accountId ?? '';
  const volunteer = await PageReader.of(database, accountId, now);
  const coordinator = await PageReader.of(database, road.coordinatorId, now);
  const empty = await volunteer.get('/me/record');
  expect([empty.status, empty.text.includes('There is no service yet.'), empty.text.includes('href="/needs"')]).toEqual([200, true, true]);

  const id = await makeTaught(database.sql, road, 0);
  const api = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
  expect((await api('POST', `/placements/${id}/complete`)).status).toBe(200);
  const page = (await volunteer.get('/me/record')).text;
  expect([page.includes('Nanjian'), page.includes('4.5'), page.includes('/api/v1/me/record')]).toEqual([true, true, true]);
  expect((await coordinator.get(`/desk/people/${accountId}`)).text).toContain(`/desk/people/${accountId}/record`);
  expect((await coordinator.get(`/desk/people/${accountId}/record`)).text).toContain(`/desk/placements/${id}`);

  const own = (await volunteer.get('/me/record.csv')).text;
  expect(own.startsWith('Season,')).toBe(true);
  expect(own).toContain("'=cmd|calc");
  expect(own).toContain('2027-07-12,2027-07-26,Completed,15,3,4.5,31,English');
  expect((await coordinator.get(`/desk/people/${accountId}/record.csv`)).text).toBe(own);
  expect((await volunteer.get(`/desk/people/${accountId}/record`)).status).toBe(403);
});
