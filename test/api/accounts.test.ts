import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let admin: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;
let volunteer: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql);
  admin = siteFor(database, { token: await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理员')) });
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
  volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]?.accountId ?? '') });
});

test('only an admin makes accounts; an officer needs a county that exists; an address has one account', async () => {
  const officer = { email: 'Officer@example.org', name: '县联系人', roles: ['county'], countyCodes: ['532926'] };
  expect((await coordinator('POST', '/accounts', officer)).status).toBe(403);
  expect((await admin('POST', '/accounts', { ...officer, countyCodes: [] })).body['errors']).toMatchObject([
    { pointer: '/countyCodes', code: 'county-missing' },
  ]);
  expect((await admin('POST', '/accounts', { ...officer, countyCodes: ['999999'] })).body['errors']).toMatchObject([
    { pointer: '/countyCodes/0', code: 'unknown' },
  ]);
  expect(await admin('POST', '/accounts', officer)).toMatchObject({
    status: 201,
    body: { email: 'officer@example.org', countyCodes: ['532926'] },
  });
  expect((await admin('POST', '/accounts', officer)).body).toMatchObject({ status: 409, type: '/problems/email-taken' });
});

test('a person sees and changes the own account, and gives themself no role', async () => {
  const me = await volunteer('GET', '/me');
  expect(me.body).toMatchObject({ roles: ['volunteer'], profile: { kind: 'student' } });
  const match = { 'If-Match': me.headers.get('ETag') ?? '' };
  expect((await volunteer('PATCH', '/me', { roles: ['admin'] }, match)).status).toBe(422);
  expect((await volunteer('PATCH', '/me', { name: '新名字' }, match)).body).toMatchObject({ name: '新名字', roles: ['volunteer'] });
});

test('a season’s lottery seed stays secret, its hash is public, and a season moves one step with its reason back', async () => {
  const path = `/seasons/${road.seasonId}`;
  const { body } = await siteFor(database)('GET', path);
  expect(body).toMatchObject({ lotterySeedSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  expect(body).not.toHaveProperty('lotterySeed');
  expect((await volunteer('POST', `${path}/advance`)).status).toBe(403);
  expect((await coordinator('POST', `${path}/advance`)).body['state']).toBe('open');
  expect((await coordinator('POST', `${path}/back`)).body).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
  expect((await coordinator('POST', `${path}/back`, { reason: 'too early' })).body['state']).toBe('planned');
  expect((await coordinator('POST', `${path}/release`)).body).toMatchObject({
    status: 409,
    type: '/problems/season-forbids',
    state: 'planned',
  });
});

test('a check is begun and handed in by the volunteer and cleared by somebody else', async () => {
  const begun = await volunteer('POST', '/clearances', { kind: 'employment_query' });
  expect(begun.status).toBe(201);
  expect((await volunteer('POST', '/clearances', { kind: 'employment_query' })).status).toBe(409);
  const path = `/clearances/${String(begun.body['id'])}`;
  expect((await coordinator('POST', `${path}/clear`, { validThroughDay: '2027-08-31' })).body).toMatchObject({
    status: 409,
    state: 'requested',
    allowed: ['submit'],
  });
  expect((await volunteer('POST', `${path}/submit`)).body['state']).toBe('submitted');
  expect((await volunteer('POST', `${path}/clear`, { validThroughDay: '2027-08-31' })).status).toBe(403);
  expect((await coordinator('POST', `${path}/clear`, { validThroughDay: '2029-08-31' })).body['errors']).toMatchObject([
    { code: 'too-late' },
  ]);
  expect((await coordinator('POST', `${path}/clear`, { validThroughDay: '2027-08-31' })).body).toMatchObject({
    state: 'cleared',
    verifiedBy: road.coordinatorId,
  });
});

test('a person is given everything that is held about them, and it is recorded that they were', async () => {
  const own = await makeRoad(database.sql);
  const { accountId, applicationId } = own.volunteers[0]!;
  const me = siteFor(database, { token: await tokenOf(database.sql, accountId) });
  const held = await me('GET', '/me/export');
  expect(held.status).toBe(200);
  expect(held.headers.get('Cache-Control')).toBe('no-store');
  expect(held.body).toMatchObject({
    account: [{ id: accountId }],
    applications: [{ id: applicationId }],
    volunteer: [{ kind: 'student' }],
  });
  expect(JSON.stringify(held.body)).not.toContain('sha256');
  const again = await me('GET', '/me/export');
  expect(again.body['events']).toEqual([expect.objectContaining({ event: 'account.exported' })]);
  expect((await siteFor(database)('GET', '/me/export')).status).toBe(401);
});
