import { beforeAll, beforeEach, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf } from '../support/people.ts';
import { makeAccount, makeRoad, makeTaught, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-07-16T08:00:00Z';
let road: Road;
let next = 0;
let path: string;
let accountId: string;
let volunteer: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;
let officer: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 4, maximum: 4, stage: 'matching' });
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
  const officerId = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  officer = siteFor(database, { token: await tokenOf(database.sql, officerId), now });
});

beforeEach(async () => {
  path = `/placements/${await makeTaught(database.sql, road, next)}`;
  accountId = road.volunteers[next]!.accountId;
  volunteer = siteFor(database, { token: await tokenOf(database.sql, accountId), now });
  next += 1;
});

const why = '没有告知就离开，两个班停课。';

test('an early end keeps its moment and hours, and says why the person may not come again; the county does not read that', async () => {
  const end = { endKind: 'resigned', reason: '个人原因', mayReturn: 'no' };
  expect((await coordinator('POST', `${path}/end-early`, end)).status).toBe(422);
  expect((await coordinator('POST', `${path}/end-early`, { ...end, returnReason: why })).body['state']).toBe('ended_early');
  expect((await volunteer('GET', path)).body['earlyEnd']).toEqual({
    endedAt: '2027-07-16T08:00:00.000Z',
    minutesTaught: 270,
    mayReturn: 'no',
    returnReason: why,
    decidedAt: '2027-07-16T08:00:00.000Z',
  });
  expect((await officer('GET', path)).body['earlyEnd']).toBeNull();
  // The county hears that it ended, and neither why nor what was decided of the person.
  const letters = await delivered(database);
  expect(letters.map(({ subject, text }) => [subject.split('：')[0], text.includes(why), text.includes('个人原因')])).toEqual([
    [expect.any(String), true, true],
    ['一位志愿者提前结束了服务', false, false],
  ]);
});

test('whoever may not come again fits nowhere and is not placed, by hand or past the code, until it is decided anew', async () => {
  await coordinator('POST', `${path}/end-early`, { endKind: 'resigned', reason: 'x', mayReturn: 'no', returnReason: why });
  const { applicationId } = road.volunteers[next - 1]!;
  const rules = async () => {
    const { body } = await volunteer('GET', `/applications/${applicationId}/eligibility`);
    return JSON.stringify(body).includes('"returning"');
  };
  expect(await rules()).toBe(true);
  const pair = { applicationId, lineId: road.lineId, reason: 'x' };
  expect((await coordinator('POST', '/placements', pair)).body).toMatchObject({
    type: '/problems/pair-not-placeable',
    why: 'may-not-return',
  });
  const placed = database.sql`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
    values (${applicationId}, ${accountId}, ${road.seasonId}, ${road.lineId}, ${road.requestId}, '532926', '2027-07-12', '2027-07-26')`;
  await expect(placed).rejects.toMatchObject({ constraint_name: 'placements_may_return' });

  expect((await volunteer('PUT', `${path}/may-return`, { mayReturn: 'yes', reason: 'x' })).status).toBe(403);
  const decided = await coordinator('PUT', `${path}/may-return`, { mayReturn: 'yes', reason: '家里有急事，已核实。' });
  expect(decided.body).toMatchObject({ mayReturn: 'yes', returnReason: '家里有急事，已核实。' });
  expect(await eventsOf(database.sql, 'placement', path.split('/')[2] ?? '')).toContain('placement.return-decided');
  expect(await rules()).toBe(false);
  expect((await coordinator('POST', '/placements', pair)).status).toBe(201);
});

test('only an early end is decided about, and how it ended stays as it was', async () => {
  expect((await coordinator('PUT', `${path}/may-return`, { mayReturn: 'no', reason: 'x' })).body).toMatchObject({
    type: '/problems/not-editable',
  });
  await coordinator('POST', `${path}/end-early`, { endKind: 'medical', reason: 'x' });
  expect((await volunteer('GET', path)).body['earlyEnd']).toMatchObject({ mayReturn: 'undecided', decidedAt: null });
  const altered = database.sql`update early_ends set minutes_taught = 0 where account_id = ${accountId}`;
  await expect(altered).rejects.toMatchObject({ constraint_name: 'early_ends_kept' });
});
