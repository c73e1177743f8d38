import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeOfficer, makePerson, type Person } from '../support/people.ts';
import { makeRoad, makeStation } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let [officer, other, coordinator] = [] as unknown as [Person, Person, Person];
let id = '';

beforeAll(async () => {
  await makeRoad(database.sql);
  await database.sql`insert into counties (code, province_code, name_zh, name_en) values ('530111', '530000', '官渡区', 'Guandu')`;
  [officer, other] = [await makeOfficer(database, '532926'), await makeOfficer(database, '530111')];
  coordinator = await makePerson(database, 'coordinator', '协调员');
  id = await makeStation(database.sql, { rooms: 2 });
});

test('tests of a link are added by its county and read by anybody, the latest first; none is ahead of its day, and none is changed', async () => {
  const measured = { testedDay: '2026-09-01', downMbps: 48.5, upMbps: 12, latencyMs: 40 };
  expect((await officer.site('POST', `/stations/${id}/bandwidth-tests`, measured)).status).toBe(201);
  expect(
    (await officer.site('POST', `/stations/${id}/bandwidth-tests`, { ...measured, testedDay: '2026-10-01', downMbps: 60 })).status,
  ).toBe(201);
  expect((await other.site('POST', `/stations/${id}/bandwidth-tests`, measured)).status).toBe(404);
  const ahead = await officer.site('POST', `/stations/${id}/bandwidth-tests`, { ...measured, testedDay: '2099-01-01' });
  expect(ahead.body['errors']).toEqual([expect.objectContaining({ pointer: '/testedDay', code: 'in-the-future' })]);
  const { body } = await siteFor(database)('GET', `/stations/${id}/bandwidth-tests`);
  expect((body['items'] as { downMbps: number }[]).map(({ downMbps }) => downMbps)).toEqual([60, 48.5]);
  expect((await siteFor(database)('GET', `/stations/${id}`)).body).toMatchObject({ bandwidth: { testedDay: '2026-10-01', downMbps: 60 } });
  await expect(database.sql`update bandwidth_tests set down_mbps = 1`).rejects.toMatchObject({ constraint_name: 'bandwidth_tests_kept' });
});

test('whom to call is told to the county and to coordinators, kept encrypted, and due a year after it was confirmed', async () => {
  expect((await officer.site('PUT', `/stations/${id}/liaison`, { name: '罗老师' })).body['errors']).toEqual([
    expect.objectContaining({ pointer: '/phone', code: 'missing' }),
  ]);
  const named = await officer.at('2026-03-01T02:00:00Z')('PUT', `/stations/${id}/liaison`, { name: '罗老师', phone: '0872 000' });
  expect(named.body).toEqual({ name: '罗老师', phone: '0872 000', email: '', confirmedDay: '2026-03-01', dueDay: '2027-03-01' });
  expect((await coordinator.site('GET', `/stations/${id}/liaison`)).body['name']).toBe('罗老师');
  expect([
    (await other.site('GET', `/stations/${id}/liaison`)).status,
    (await siteFor(database)('GET', `/stations/${id}/liaison`)).status,
  ]).toEqual([404, 401]);
  const [stored] = await database.sql`select position('罗老师'::bytea in sealed_liaison) as at from station_liaisons`;
  expect(stored?.['at']).toBe(0);
  expect((await officer.at('2027-03-05T02:00:00Z')('POST', `/stations/${id}/liaison/confirm`)).body['dueDay']).toBe('2028-03-05');
});
