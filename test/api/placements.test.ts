import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { advance, makeAccount, makeRoad, moveRow, recordMove, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let tokens: { volunteer: string; stranger: string; officer: string; coordinator: string };

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 2, stage: 'matching' });
  const officerId = await makeAccount(sql, 'county', '南涧县联系人');
  await sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  tokens = {
    volunteer: await tokenOf(sql, road.volunteers[0]?.accountId ?? ''),
    stranger: await tokenOf(sql, road.volunteers[1]?.accountId ?? ''),
    officer: await tokenOf(sql, officerId),
    coordinator: await tokenOf(sql, road.coordinatorId),
  };
});

const as = (token: string, now: string) => siteFor(database, { token, now });

test('a placement goes from a coordinator’s hand to a completion that is recorded', async () => {
  const may = '2027-05-12T08:00:00Z';
  const pair = { applicationId: road.volunteers[0]?.applicationId, lineId: road.lineId, reason: 'The county asked for this volunteer' };
  const placed = await as(tokens.coordinator, may)('POST', '/placements', pair);
  expect([placed.status, placed.body['state']]).toEqual([201, 'proposed']);
  const path = `/placements/${String(placed.body['id'])}`;
  const statusOf = async (token: string) => (await as(token, may)('GET', path)).status;
  expect([await statusOf(tokens.volunteer), await statusOf(tokens.officer), await statusOf(tokens.coordinator)]).toEqual([404, 404, 200]);

  expect((await as(tokens.coordinator, may)('POST', `${path}/offer`)).body).toMatchObject({
    state: 'offered',
    replyByAt: '2027-05-15T08:00:00.000Z',
  });
  expect([await statusOf(tokens.volunteer), await statusOf(tokens.stranger), await statusOf(tokens.officer)]).toEqual([200, 404, 200]);
  expect((await as(tokens.stranger, may)('POST', `${path}/accept`)).status).toBe(404);
  expect((await as(tokens.volunteer, may)('POST', `${path}/accept`)).body['state']).toBe('accepted');

  const firstDay = '2027-07-12T01:00:00Z';
  expect((await as(tokens.officer, may)('POST', `${path}/start`)).body).toMatchObject({ type: '/problems/too-early', status: 409 });
  expect((await as(tokens.officer, firstDay)('POST', `${path}/start`)).body).toMatchObject({
    type: '/problems/checks-missing',
    missing: ['identity'],
  });
  await clearIdentity();
  expect((await as(tokens.officer, firstDay)('POST', `${path}/start`)).body['state']).toBe('started');

  const lesson = { startsAt: '2027-07-12T09:00:00+08:00', minutes: 45, subject: 'english', learners: 32 };
  const lastDay = '2027-07-26T12:00:00Z';
  const volunteer = as(tokens.volunteer, lastDay);
  expect((await volunteer('POST', `${path}/sessions`, lesson)).body).toMatchObject({ startsAt: '2027-07-12T01:00:00Z', minutes: 45 });
  expect((await volunteer('POST', `${path}/sessions`, { ...lesson, startsAt: '2027-07-12T09:30:00+08:00' })).body).toMatchObject({
    type: '/problems/lesson-overlaps',
  });
  expect((await volunteer('POST', `${path}/sessions`, { ...lesson, startsAt: '2027-08-12T09:30:00+08:00' })).status).toBe(422);

  const coordinator = as(tokens.coordinator, lastDay);
  expect((await coordinator('POST', `${path}/complete`)).body).toMatchObject({
    type: '/problems/not-ready',
    gaps: ['report-missing', 'confirmation-missing'],
  });
  expect((await volunteer('PUT', `${path}/report`, { daysServed: 99, text: 'x' })).status).toBe(422);
  expect((await volunteer('PUT', `${path}/report`, { daysServed: 15, text: 'We taught English.' })).status).toBe(200);
  expect((await as(tokens.officer, lastDay)('POST', `${path}/confirm`, { daysServed: 15, signedBy: '教育局' })).status).toBe(200);
  // What the county signed changes once more: it signs again, or nothing is completed.
  expect((await volunteer('PUT', `${path}/report`, { daysServed: 15, text: 'We taught English, and sang.' })).status).toBe(200);
  expect((await coordinator('POST', `${path}/complete`)).body).toMatchObject({
    type: '/problems/not-ready',
    gaps: ['confirmation-missing'],
  });
  expect((await as(tokens.officer, lastDay)('POST', `${path}/confirm`, { daysServed: 15, signedBy: '教育局' })).status).toBe(200);
  expect((await coordinator('POST', `${path}/complete`)).body['state']).toBe('completed');

  const [completion] = await database.sql`select days_served, lessons_held, minutes_taught, learners, county_code from completions`;
  expect(completion).toEqual({ days_served: 15, lessons_held: 1, minutes_taught: 45, learners: 32, county_code: '532926' });
  const moves = await database.sql`select event from events where thing = 'placement' and to_state is not null order by sequence`;
  expect(moves.map((row) => String(row['event']))).toEqual(
    ['proposed', 'offered', 'accepted', 'started', 'completed'].map((state) => `placement.${state}`),
  );
});

test('a county sees its own requests and no other county’s', async () => {
  const { sql } = database;
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530623', '530000', '盐津县', 'Yanjin', 1, '2019-01-01')`;
  const otherId = await makeAccount(sql, 'county', '盐津县联系人');
  await sql`insert into account_counties (account_id, county_code) values (${otherId}, '530623')`;
  const other = siteFor(database, { token: await tokenOf(sql, otherId) });
  expect((await other('GET', '/requests')).body).toEqual({ items: [], nextCursor: null });
  expect((await other('GET', `/requests/${road.requestId}`)).status).toBe(404);
  expect((await as(tokens.officer, '2027-01-01T00:00:00Z')('GET', `/requests/${road.requestId}`)).status).toBe(200);
});

async function clearIdentity(): Promise<void> {
  await database.sql.begin(async (transaction) => {
    const tx = transaction as never as typeof database.sql;
    const [row] =
      await tx`insert into clearances (account_id, kind) values (${road.volunteers[0]?.accountId ?? ''}, 'identity') returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'clearance', id, null, 'requested');
    await moveRow(tx, 'clearance', id, 'requested', 'submitted');
    await moveRow(tx, 'clearance', id, 'submitted', 'cleared', {
      valid_through_day: '2027-12-31',
      verified_by: road.coordinatorId,
      verified_at: new Date(),
    });
  });
}

test('a lesson says its class and how it was held; one at a distance, which adult of the county was in the room', async () => {
  const { sql } = database;
  const other = await makeRoad(sql, { stage: 'matching' });
  const { accountId, applicationId } = other.volunteers[0]!;
  await sql`update requests set delivery = 'blended' where id = ${other.requestId}`;
  const id = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    const [row] =
      await tx`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
      values (${applicationId}, ${accountId}, ${other.seasonId}, ${other.lineId}, ${other.requestId}, '532926', '2027-07-12', '2027-07-26') returning id`;
    await recordMove(tx, 'placement', String(row?.['id']), null, 'proposed');
    return String(row?.['id']);
  });
  await advance(sql, id, 'offered', 'accepted', 'started');
  const site = as(await tokenOf(sql, accountId), '2027-07-20T12:00:00Z');
  const tell = async (hour: number, more: object) =>
    site('POST', `/placements/${id}/sessions`, {
      startsAt: `2027-07-13T${String(hour).padStart(2, '0')}:00:00+08:00`,
      minutes: 45,
      subject: 'english',
      learners: 30,
      ...more,
    });

  expect((await tell(9, { className: '五年级二班' })).body).toMatchObject({ className: '五年级二班', mode: 'on_site', adultPresent: '' });
  const alone = await tell(10, { mode: 'distance' });
  expect([alone.status, alone.body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/adultPresent' })]]);
  expect((await tell(10, { mode: 'distance', adultPresent: '罗老师' })).body).toMatchObject({ mode: 'distance', adultPresent: '罗老师' });

  await sql`update requests set delivery = 'distance' where id = ${other.requestId}`;
  expect((await tell(11, {})).body['errors']).toEqual([expect.objectContaining({ pointer: '/adultPresent' })]);
  expect((await tell(11, { mode: 'on_site' })).body['errors']).toEqual([expect.objectContaining({ pointer: '/mode' })]);
  expect((await tell(11, { adultPresent: '教务处' })).body).toMatchObject({ mode: 'distance' });
  const { lessons } = (await site('GET', `/placements/${id}`)).body as { lessons: { mode: string; adultPresent: string }[] };
  expect(lessons.map(({ mode, adultPresent }) => [mode, adultPresent])).toEqual([
    ['on_site', ''],
    ['distance', '罗老师'],
    ['distance', '教务处'],
  ]);
});
