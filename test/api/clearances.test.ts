import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let volunteer: ReturnType<typeof siteFor>;
let officer: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql);
  volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]!.accountId) });
  officer = siteFor(database, { token: await tokenOf(database.sql, await makeAccount(database.sql, 'safeguarding', '保护专员')) });
});

async function begin(kind: string): Promise<string> {
  const begun = await volunteer('POST', '/clearances', { kind });
  expect(begun.status).toBe(201);
  return `/clearances/${String(begun.body['id'])}`;
}

test('a check is begun, handed in, cleared by somebody else and revoked; a second one waits for the first', async () => {
  const path = await begin('identity');
  expect((await volunteer('POST', '/clearances', { kind: 'identity' })).body).toMatchObject({
    status: 409,
    type: '/problems/clearance-pending',
  });
  expect((await officer('POST', `${path}/clear`, { validThroughDay: '2027-12-31' })).status).toBe(409);
  await volunteer('POST', `${path}/submit`);
  expect((await volunteer('POST', `${path}/clear`, { validThroughDay: '2027-12-31' })).status).toBe(403);
  const past = await officer('POST', `${path}/clear`, { validThroughDay: '2026-11-30' });
  expect([past.status, past.body['errors']]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/validThroughDay', code: 'in-the-past' })],
  ]);
  const cleared = await officer('POST', `${path}/clear`, { validThroughDay: '2027-12-31' });
  expect(cleared.body).toMatchObject({ state: 'cleared', validThroughDay: '2027-12-31' });
  expect((await officer('POST', `${path}/revoke`, { reason: '证件失效' })).body['state']).toBe('revoked');
});

test('an employment query is good for twelve months at most', async () => {
  const path = await begin('employment_query');
  await volunteer('POST', `${path}/submit`);
  const late = await officer('POST', `${path}/clear`, { validThroughDay: '2027-12-01' });
  expect([late.status, late.body['errors']]).toEqual([422, [expect.objectContaining({ code: 'too-late' })]]);
  expect((await officer('POST', `${path}/clear`, { validThroughDay: '2027-11-30' })).status).toBe(200);
});

test('nobody verifies their own check, and nobody else sees it but those who verify', async () => {
  const both = await makeAccount(database.sql, 'safeguarding', '保护专员兼志愿者');
  await database.sql`insert into account_roles (account_id, role) values (${both}, 'volunteer')`;
  const site = siteFor(database, { token: await tokenOf(database.sql, both) });
  const own = await site('POST', '/clearances', { kind: 'identity' });
  const path = `/clearances/${String(own.body['id'])}`;
  await site('POST', `${path}/submit`);
  expect((await site('POST', `${path}/clear`, { validThroughDay: '2027-12-31' })).body).toMatchObject({
    status: 409,
    type: '/problems/own-clearance',
  });
  const seen = (await volunteer('GET', '/clearances')).body['items'] as { volunteerId: string }[];
  expect(seen.every(({ volunteerId }) => volunteerId === road.volunteers[0]!.accountId)).toBe(true);
});
