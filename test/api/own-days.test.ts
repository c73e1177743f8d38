import { beforeAll, beforeEach, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { advance, makeAccount, makeRoad, makeTaught, propose, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-07-20T08:00:00Z';
let road: Road;
let next = 0;
let path: string;
let id: string;
let volunteer: ReturnType<typeof siteFor>;
let officer: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 6, maximum: 6, stage: 'matching' });
  const officerId = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  officer = siteFor(database, { token: await tokenOf(database.sql, officerId), now });
});

/** Every test has a service of its own, from 12 to 26 July: lessons on the 13th, 14th and 15th, and neither word on it yet. */
beforeEach(async () => {
  id = await makeTaught(database.sql, road, next);
  await database.sql`delete from reports where placement_id = ${id}`;
  await database.sql`delete from confirmations where placement_id = ${id}`;
  path = `/placements/${id}`;
  volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[next]!.accountId), now });
  next += 1;
});

/** What the invitation in these letters says. */
function invitationIn(letters: Awaited<ReturnType<typeof delivered>>): { sequence: number; days: string[] | undefined } {
  const content = letters.map(({ icalEvent }) => icalEvent?.content ?? '').join('');
  const days = /DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)/.exec(content)?.slice(1);
  return { sequence: Number(/SEQUENCE:(\d+)/.exec(content)?.[1]), days };
}

/** Past the code. */
const past = async (set: string) => database.sql.unsafe(`update placements set ${set} where id = '${id}'`);

const agreed = { firstDay: '2027-07-13', lastDay: '2027-07-18', reason: '学校考试' };

test('lessons and days served lie within the days agreed; the placement keeps its own, and the calendar follows', async () => {
  expect((await officer('PUT', `${path}/days`, { ...agreed, lastDay: '2027-07-19' })).status).toBe(200);
  const before = invitationIn(await delivered(database));
  expect((await officer('PUT', `${path}/days`, agreed)).body).toMatchObject({
    startDay: '2027-07-12',
    endDay: '2027-07-26',
    firstDay: '2027-07-13',
    lastDay: '2027-07-18',
  });
  const after = invitationIn(await delivered(database));
  expect(after.days).toEqual(['20270713', '20270719']);
  expect(after.sequence).toBeGreaterThan(before.sequence);

  const lesson = { startsAt: '2027-07-19T09:00:00+08:00', minutes: 45, subject: 'english', learners: 32 };
  expect((await volunteer('POST', `${path}/sessions`, lesson)).status).toBe(422);
  expect((await volunteer('POST', `${path}/sessions`, { ...lesson, startsAt: '2027-07-18T09:00:00+08:00' })).status).toBe(201);
  expect((await volunteer('PUT', `${path}/report`, { daysServed: 7, text: 'x' })).status).toBe(422);
  expect((await volunteer('PUT', `${path}/report`, { daysServed: 6, text: 'x' })).status).toBe(200);
});

test('days outside the placement, or that leave out what is on record, are refused by the site and by the database', async () => {
  const codes = async (days: Partial<typeof agreed>) => {
    const { body } = await officer('PUT', `${path}/days`, { ...agreed, ...days });
    return (body['errors'] as { pointer: string; code: string }[] | undefined)?.map(({ pointer, code }) => `${pointer} ${code}`);
  };
  expect(await codes({ firstDay: '2027-07-11' })).toEqual(['/firstDay outside-term']);
  expect(await codes({ lastDay: '2027-07-12' })).toEqual(['/lastDay ends-before-start']);
  expect(await codes({ lastDay: '2027-07-14' })).toEqual(['/lastDay lessons-outside']);
  await volunteer('PUT', `${path}/report`, { daysServed: 10, text: 'x' });
  expect(await codes({})).toEqual(['/lastDay days-stated']);
  await expect(past("last_day = '2027-07-27'")).rejects.toMatchObject({ constraint_name: 'placements_own_last_day' });
  await expect(past("last_day = '2027-07-14'")).rejects.toMatchObject({ constraint_name: 'placements_own_days_recorded' });
});

test('whoever leaves early needs their checks through their own last day, and no longer', async () => {
  const other = await propose(database.sql, road, next);
  const { accountId } = road.volunteers[next]!;
  next += 1;
  await advance(database.sql, other, 'offered', 'accepted');
  await database.sql`insert into season_checks (season_id, delivery, kind) values (${road.seasonId}, 'on_site', 'accident_insurance')`;
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into clearances (account_id, kind, state, valid_through_day, verified_by, verified_at)
      values (${accountId}, 'accident_insurance', 'cleared', '2027-07-22', ${road.coordinatorId}, now())`;
  });
  expect((await officer('POST', `/placements/${other}/start`)).body).toMatchObject({
    type: '/problems/checks-missing',
    through: '2027-07-26',
  });
  expect((await officer('PUT', `/placements/${other}/days`, { ...agreed, lastDay: '2027-07-22' })).status).toBe(200);
  expect((await officer('POST', `/placements/${other}/start`)).body['state']).toBe('started');
  expect((await officer('PUT', `/placements/${other}/days`, { ...agreed, lastDay: '2027-07-24' })).body).toMatchObject({
    type: '/problems/checks-missing',
    through: '2027-07-24',
  });
  await database.sql`delete from season_checks where season_id = ${road.seasonId}`;
});

test('days are set while somebody has accepted or serves, and not by the volunteer', async () => {
  expect((await volunteer('PUT', `${path}/days`, agreed)).status).toBe(403);
  await database.sql`insert into reports (placement_id, days_served, text, submitted_at) values (${id}, 3, 'x', now())`;
  const offered = await propose(database.sql, road, next);
  next += 1;
  await advance(database.sql, offered, 'offered');
  expect((await officer('PUT', `/placements/${offered}/days`, agreed)).body).toMatchObject({
    type: '/problems/not-editable',
    state: 'offered',
  });
});
