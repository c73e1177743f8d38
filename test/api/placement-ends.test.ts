import { beforeAll, beforeEach, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { advance, makeAccount, makeRoad, propose, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-05-12T08:00:00Z';
let road: Road;
let next = 0;
let path: string;
let placementId: string;
let volunteer: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;
let officerToken: string;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 12, maximum: 12, stage: 'matching' });
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
  const officerId = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  officerToken = await tokenOf(database.sql, officerId);
});

const officerOn = (at: string) => siteFor(database, { token: officerToken, now: at });

/** Every test ends a placement of its own, offered to a volunteer of its own. */
beforeEach(async () => {
  placementId = await propose(database.sql, road, next);
  await advance(database.sql, placementId, 'offered');
  volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[next]!.accountId), now });
  path = `/placements/${placementId}`;
  next += 1;
});

const lastEvent = async () =>
  (await database.sql`select to_state, reason from events where thing_id = ${placementId} order by sequence desc limit 1`)[0];
const taken = async () => (await database.sql`select taken from lines where id = ${road.lineId}`)[0]?.['taken'] as number;

test('an offer is declined with a reason from the list, and then there is no way back', async () => {
  expect((await volunteer('POST', `${path}/decline`, { reason: 'weather' })).status).toBe(422);
  expect((await coordinator('POST', `${path}/decline`, { reason: 'dates' })).status).toBe(403);
  expect((await volunteer('POST', `${path}/decline`, { reason: 'dates' })).body['state']).toBe('declined');
  expect(await lastEvent()).toEqual({ to_state: 'declined', reason: 'dates' });
  expect((await volunteer('POST', `${path}/accept`)).body).toMatchObject({ status: 409, state: 'declined', allowed: [] });
});

test('an accepted placement is stepped back from, and its seat is free again', async () => {
  const before = await taken();
  await volunteer('POST', `${path}/accept`);
  expect(await taken()).toBe(before + 1);
  expect((await volunteer('POST', `${path}/withdraw`, {})).status).toBe(422);
  expect((await volunteer('POST', `${path}/withdraw`, { reason: '生病' })).body['state']).toBe('withdrawn');
  expect(await taken()).toBe(before);
  expect(await lastEvent()).toEqual({ to_state: 'withdrawn', reason: '生病' });
});

test('a coordinator takes an offer back, and the volunteer reads why', async () => {
  expect((await volunteer('POST', `${path}/cancel`, { reason: 'x' })).status).toBe(403);
  expect((await coordinator('POST', `${path}/cancel`, { reason: '学校停课' })).body['state']).toBe('cancelled');
  expect((await volunteer('GET', '/me/events')).body).toMatchObject({ items: [{ toState: 'cancelled', reason: '学校停课' }] });
});

test('nobody is missing before the first day; on it the county may say so', async () => {
  await volunteer('POST', `${path}/accept`);
  // The eve of the first day in China is still the eve, whatever the day in UTC.
  expect((await officerOn('2027-07-11T15:59:59Z')('POST', `${path}/no-show`, { reason: '未到' })).body).toMatchObject({
    type: '/problems/too-early',
  });
  expect((await officerOn('2027-07-11T16:00:00Z')('POST', `${path}/no-show`, { reason: '未到' })).body['state']).toBe('no_show');
});

test('a started placement ends early with its kind, and is not counted as completed', async () => {
  await database.sql`delete from season_checks where season_id = ${road.seasonId}`;
  await advance(database.sql, placementId, 'accepted', 'started');
  expect((await coordinator('POST', `${path}/end-early`, { endKind: 'bored', reason: 'x' })).status).toBe(422);
  const ended = await coordinator('POST', `${path}/end-early`, { endKind: 'interrupted', reason: '山洪' });
  expect(ended.body).toMatchObject({ state: 'ended_early', endKind: 'interrupted' });
  expect((await siteFor(database)('GET', '/statistics')).body).toMatchObject({ recorded: { rows: [{ completions: 0 }] } });
});

test('an offer past its deadline can no longer be accepted', async () => {
  const late = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[next - 1]!.accountId), now: '2027-05-20T00:00:01Z' });
  expect((await late('POST', `${path}/accept`)).body).toMatchObject({ status: 409, type: '/problems/offer-lapsed' });
});

test('what was only proposed is dropped by a coordinator, and its volunteer never hears of it', async () => {
  const proposed = await propose(database.sql, road, 9);
  const { accountId } = road.volunteers[9]!;
  const person = siteFor(database, { token: await tokenOf(database.sql, accountId), now });
  const told = async () => JSON.stringify([(await person('GET', '/me/export')).body, (await person('GET', '/me/events')).body]);
  expect(await told()).not.toContain(proposed);
  expect((await coordinator('POST', `/placements/${proposed}/cancel`, { reason: '另有安排' })).body['state']).toBe('dropped');
  expect((await person('PUT', `/placements/${proposed}/report`, { daysServed: 1, text: 'x' })).status).toBe(404);
  expect((await officerOn(now)('POST', `/placements/${proposed}/confirm`, { daysServed: 1, signedBy: 'x' })).status).toBe(404);
  expect(await told()).not.toContain(proposed);
});

test('who withdraws before hearing of a proposal does not learn of it from the record', async () => {
  const proposed = await propose(database.sql, road, 10);
  const { accountId, applicationId } = road.volunteers[10]!;
  const person = siteFor(database, { token: await tokenOf(database.sql, accountId), now });
  expect((await person('POST', `/applications/${applicationId}/withdraw`, { reason: '出国' })).status).toBe(200);
  expect((await coordinator('GET', `/placements/${proposed}`)).body['state']).toBe('dropped');
  expect((await person('GET', '/me/events')).body).toMatchObject({ items: [{ thing: 'application', toState: 'withdrawn' }] });
});

test('a request that was declined is not put to the same person again', async () => {
  expect((await volunteer('POST', `${path}/decline`, { reason: 'dates' })).body['state']).toBe('declined');
  const { applicationId } = road.volunteers[next - 1]!;
  const again = await coordinator('POST', '/placements', { applicationId, lineId: road.lineId, reason: 'Ask once more' });
  expect(again.body).toMatchObject({ status: 409, type: '/problems/pair-not-placeable', why: 'declined-before' });
  const nowhere = await coordinator('POST', '/placements', { applicationId: road.lineId, lineId: applicationId, reason: 'x' });
  expect([nowhere.status, (nowhere.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([
    422,
    ['/applicationId', '/lineId'],
  ]);
});

test('withdrawing the application or cancelling the request ends the placements with it', async () => {
  await volunteer('POST', `${path}/accept`);
  const { applicationId } = road.volunteers[next - 1]!;
  expect((await volunteer('POST', `/applications/${applicationId}/withdraw`, { reason: '出国' })).body['state']).toBe('withdrawn');
  expect((await coordinator('GET', path)).body['state']).toBe('withdrawn');
  const other = await propose(database.sql, road, 11);
  await advance(database.sql, other, 'offered', 'accepted');
  const officer = officerOn(now);
  expect((await officer('POST', `/requests/${road.requestId}/cancel`, { reason: '校舍维修' })).body['state']).toBe('cancelled');
  expect((await coordinator('GET', `/placements/${other}`)).body['state']).toBe('cancelled');
});
