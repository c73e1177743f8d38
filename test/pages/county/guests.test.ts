import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { clearedCheck, makeOfficer } from '../../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let officerId: string;
let officer: Visitor;
const placements: string[] = [];

const arrivalDay = '2027-07-12T04:00:00Z';

/** The session is lengthened so that it lasts until the summer that the tests speak of. */
async function signedIn(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  await awake(accountId);
  return visitor;
}

async function awake(accountId: string): Promise<void> {
  await database.sql`update sessions set last_seen_at = ${arrivalDay}, expires_at = '2027-12-31T00:00:00Z' where account_id = ${accountId}`;
}

const get = async (path: string) => officer.get(path, { now: arrivalDay });
const send = async (path: string, fields: Record<string, string> = {}) => officer.send(path, fields, { now: arrivalDay });
const stateOf = async (id: string | undefined) => (await database.sql`select state from placements where id = ${id ?? ''}`)[0]?.['state'];

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 5, maximum: 5, stage: 'matching' });
  officerId = (await makeOfficer(database, '532926')).id;
  for (let i = 0; i < 5; i += 1) placements.push(await propose(database.sql, road, i));
  for (const id of placements.slice(0, 3)) await advance(database.sql, id, 'offered', 'accepted');
  await advance(database.sql, placements[3] ?? '', 'offered');
  for (const { accountId } of road.volunteers.slice(0, 2)) {
    await clearedCheck(database.sql, { accountId, kind: 'identity', validThroughDay: '2027-12-31', verifiedBy: road.coordinatorId });
  }
  officer = await signedIn(officerId);
});

test('the desk says who arrives today, and counts beds', async () => {
  const desk = await get('/county');
  expect(desk.text).toContain('Confirm who arrived at 南涧一中');
  expect(desk.text).toContain('3 to confirm');
  expect(desk.text).toContain('4 of 20');
});

test('a squad is seen once it was offered, by name and home, and nobody who was only proposed', async () => {
  const squad = await get(`/county/requests/${road.requestId}/squad`);
  expect(squad.text).toContain('3 people, 1 more still to reply');
  expect(squad.text).toContain('Student · 示范大学');
  expect(squad.text).toContain('志愿者 3');
  expect(squad.text).not.toContain('志愿者 4');
  expect(squad.text).not.toContain('@example.org');
  expect(squad.text).toContain('data-print');
  expect((await get(`/county/placements/${placements[4]}`)).status).toBe(404);
});

test('a whole squad’s arrival is confirmed on one page: first who, then how many; each who lacks a check is named', async () => {
  const path = `/county/requests/${road.requestId}/arrival`;
  const page = await get(path);
  expect(page.text).toContain('Checks missing: Identity check');
  expect((await send(path)).status).toBe(422);
  expect((await send(path)).text).toContain('Tick at least one person');
  const asked = await send(path, { arrived: placements[0] ?? '' });
  expect(asked.text).toContain('Confirm 1 arrival<');
  expect(await stateOf(placements[0])).toBe('accepted');
  const lacking = await send(path, { arrived: placements[2] ?? '', confirmed: 'yes' });
  expect(lacking.status).toBe(422);
  expect(lacking.text).toContain('志愿者 2 · Checks missing: Identity check');
  const done = await send(path, { arrived: placements[0] ?? '', confirmed: 'yes' });
  expect([done.status, done.location]).toEqual([303, `${path}?arrived=1`]);
  expect((await get(`${path}?arrived=1`)).text).toContain('One arrival is confirmed.');
  expect([await stateOf(placements[0]), await stateOf(placements[2])]).toEqual(['started', 'accepted']);
});

test('one arrival is confirmed from the person’s page, and not before the first day', async () => {
  const path = `/county/placements/${placements[1]}`;
  await database.sql`update sessions set last_seen_at = '2027-07-11T04:00:00Z' where account_id = ${officerId}`;
  const early = await officer.send(`${path}/start`, {}, { now: '2027-07-11T04:00:00Z' });
  expect([early.status, early.text.includes('before the first day')]).toEqual([422, true]);
  await awake(officerId);
  expect((await get(path)).text).toContain('Confirm that 志愿者 1 has arrived');
  expect((await send(`${path}/start`)).location).toBe(`${path}?done=started`);
  const missing = await get(`/county/placements/${placements[2]}`);
  expect(missing.text).toContain('Identity check');
  expect(missing.text).not.toContain('Confirm that 志愿者 2 has arrived');
});

test('a no-show is confirmed with a reason', async () => {
  const path = `/county/placements/${placements[2]}`;
  expect((await get(`${path}/no-show`)).text).toContain('This touches one person, 志愿者 2');
  expect((await send(`${path}/no-show`)).status).toBe(422);
  expect((await send(`${path}/no-show`, { reason: '电话无人接听' })).location).toBe(`${path}?done=missed`);
  expect(await stateOf(placements[2])).toBe('no_show');
});

test('the county countersigns beside the volunteer’s report, within the term, and what was typed stays', async () => {
  const path = `/county/placements/${placements[0]}`;
  await database.sql`insert into reports (placement_id, days_served, text, submitted_at) values (${placements[0] ?? ''}, 14, '教了两周英语', ${arrivalDay})`;
  expect((await get('/county')).text).toContain('1 to countersign');
  expect((await get(`/county/placements?request=${road.requestId}&due=yes`)).text).toContain('志愿者 0');
  const form = await get(`${path}/confirm`);
  expect(form.text).toContain('教了两周英语');
  expect(form.text).toContain('value="14"');
  const wrong = await send(`${path}/confirm`, { daysServed: '99', signedBy: '王校长', comment: '很好' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('more than the days of the term');
  expect(wrong.text).toContain('value="王校长"');
  expect((await send(`${path}/confirm`, { daysServed: '14', signedBy: '王校长', comment: '很好' })).location).toBe(
    `${path}?done=confirmed`,
  );
  const page = await get(path);
  expect(page.text).toContain('王校长, for 14 days');
  expect(page.text).toContain('Both sides agree');
});

test('another county sees none of it, and strange filters break nothing', async () => {
  await database.sql`insert into counties (code, province_code, name_zh, name_en) values ('530111', '530000', '官渡区', 'Guandu')`;
  const other = await signedIn((await makeOfficer(database, '530111')).id);
  for (const part of ['', '/confirm', '/no-show']) {
    expect((await other.get(`/county/placements/${placements[0]}${part}`, { now: arrivalDay })).status).toBe(404);
  }
  expect((await other.get('/county/placements?from=', { now: arrivalDay })).text).toContain('Nobody has been placed');
  expect((await other.get('/county', { now: arrivalDay })).text).toContain('Nothing needs you at present');
  expect((await get('/county/placements?after=9999-99-99_x&state=z&from=1&due=2')).status).toBe(200);
  expect((await get('/county/placements?state=no_show')).text).toContain('志愿者 2');
});
