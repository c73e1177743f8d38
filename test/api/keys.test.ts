import { createHash } from 'node:crypto';

import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makePerson, refusalOf, refused, type Person } from '../support/people.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let owner: Person;
let other: Person;

beforeAll(async () => {
  owner = await makePerson(database, 'volunteer', '林');
  other = await makePerson(database, 'volunteer', '王');
});

const made = '2026-12-01T08:00:00Z';

async function makeToken(input: Record<string, unknown>) {
  const { status, headers, body } = await owner.site('POST', '/me/tokens', input);
  expect([status, headers.get('Cache-Control')]).toEqual([201, 'no-store']);
  const { token, ...listed } = body;
  return { id: String(body['id']), text: String(token), listed };
}

const refusalFor = async (input: Record<string, unknown>) => refusalOf(await owner.site('POST', '/me/tokens', { label: 'x', ...input }));
const withText = (token: string, now = made) => siteFor(database, { token, now });
const listedOf = async (id: string) => itemsOf(await owner.site('GET', '/me/tokens')).find((token) => token['id'] === id);

test('a token’s text is shown once, when it is made; the table holds its hash and the record nothing of it', async () => {
  const { id, text, listed } = await makeToken({ label: 'timetable', days: 30 });
  expect(text).toMatch(/^[\w-]{43}$/);
  expect(listed).toEqual({
    id,
    label: 'timetable',
    scopes: null,
    createdAt: expect.any(String),
    expiresAt: '2026-12-31T08:00:00.000Z',
    lastUsedAt: null,
  });
  expect(await listedOf(id)).toEqual(listed);
  const [row] = await database.sql`select encode(sha256, 'hex') as hash, tokens::text as row from tokens where id = ${id}`;
  expect(row?.['hash']).toBe(createHash('sha256').update(text).digest('hex'));
  expect(String(row?.['row'])).not.toContain(text);
  const events = await database.sql`select event, subject_id, actor_id, details from events where thing = 'token' and thing_id = ${id}`;
  expect([...events]).toEqual([
    { event: 'token.made', subject_id: owner.id, actor_id: owner.id, details: { label: 'timetable', days: 30 } },
  ]);
});

test('a token opens what its owner may, and when it was last used is shown', async () => {
  const { id, text } = await makeToken({ label: 'in use', days: 30 });
  const used = await withText(text, '2026-12-05T09:00:00Z')('GET', '/me');
  expect([used.status, used.body['id']]).toEqual([200, owner.id]);
  expect((await listedOf(id))?.['lastUsedAt']).toBe('2026-12-05T09:00:00.000Z');
});

test('a token made for less opens that and what is public, nothing else its owner may', async () => {
  const { text } = await makeToken({ label: 'reader', scopes: ['me.read'], days: 30 });
  const program = withText(text);
  expect((await program('GET', '/me')).body['id']).toBe(owner.id);
  expect((await program('GET', '/subjects')).status).toBe(200);
  for (const [method, path, body] of [
    ['GET', '/me/tokens', undefined],
    ['GET', '/clearances', undefined],
    ['GET', '/me/events', undefined],
    ['POST', '/clearances', { kind: 'identity' }],
  ] as const) {
    expect(refusalOf(await program(method, path, body))).toEqual(refused(403, 'forbidden'));
    expect((await owner.site(method, path, body)).status).toBe(method === 'POST' ? 201 : 200);
  }
});

test('a token made for less makes none that may do more', async () => {
  const { text } = await makeToken({ label: 'keeper', scopes: ['sign-in.keep', 'me.read'], days: 30 });
  const program = withText(text);
  expect(refusalOf(await program('POST', '/me/tokens', { label: 'all', days: 1 }))).toEqual(refused(403, 'forbidden'));
  const wider = { label: 'wider', scopes: ['sign-in.keep', 'me.erase'], days: 1 };
  expect(refusalOf(await program('POST', '/me/tokens', wider))).toEqual(refused(403, 'forbidden'));
  expect((await program('POST', '/me/tokens', { label: 'less', scopes: ['me.read'], days: 1 })).status).toBe(201);
});

test('a token that has run out opens nothing, not even what is public', async () => {
  const { text } = await makeToken({ label: 'short', days: 1 });
  expect((await withText(text, '2026-12-02T07:59:59Z')('GET', '/me')).status).toBe(200);
  const late = withText(text, '2026-12-02T08:00:00Z');
  expect(refusalOf(await late('GET', '/me'))).toEqual(refused(401, 'not-signed-in'));
  expect(refusalOf(await late('GET', '/subjects'))).toEqual(refused(401, 'not-signed-in'));
});

test('a token that was taken back is refused from then on; only its owner takes it back', async () => {
  const { id, text } = await makeToken({ label: 'revoked', days: 30 });
  expect(refusalOf(await other.site('DELETE', `/me/tokens/${id}`))).toEqual(refused(404, 'not-found'));
  expect((await withText(text)('GET', '/me')).status).toBe(200);
  const gone = await owner.site('DELETE', `/me/tokens/${id}`);
  expect([gone.status, gone.body]).toEqual([200, { id }]);
  expect(refusalOf(await withText(text)('GET', '/me'))).toEqual(refused(401, 'not-signed-in'));
  expect(refusalOf(await owner.site('DELETE', `/me/tokens/${id}`))).toEqual(refused(404, 'not-found'));
  expect(await eventsOf(database.sql, 'token', id)).toEqual(['token.made', 'token.revoked']);
});

test('a token lives a day at least and a year at most, and its scopes are permissions that there are', async () => {
  expect(await refusalFor({ days: 0 })).toEqual(refused(422, 'invalid', ['/days too-small']));
  expect(await refusalFor({ days: 367 })).toEqual(refused(422, 'invalid', ['/days too-big']));
  expect(await refusalFor({ days: 1, scopes: ['everything'] })).toEqual(refused(422, 'invalid', ['/scopes/0 not-one-of']));
  expect(await refusalFor({ days: 1, scopes: [] })).toEqual(refused(422, 'invalid', ['/scopes too-small']));
});

test('sessions that have not run out are listed, the one last used first; only their owner ends them', async () => {
  const begin = async (accountId: string, agent: string, lastSeenAt: string, expiresAt: string) => {
    const [row] = await database.sql`insert into sessions (account_id, token, user_agent, created_at, last_seen_at, expires_at)
      values (${accountId}, ${`hash of ${agent}`}, ${agent}, '2026-11-25T00:00:00Z', ${lastSeenAt}, ${expiresAt}) returning id`;
    return String(row?.['id']);
  };
  const older = await begin(owner.id, 'older', '2026-11-29T00:00:00Z', '2026-12-20T00:00:00Z');
  const newer = await begin(owner.id, 'newer', '2026-11-30T00:00:00Z', '2026-12-20T00:00:00Z');
  await begin(owner.id, 'run out', '2026-11-30T12:00:00Z', made);
  const foreign = await begin(other.id, 'of another', '2026-11-30T00:00:00Z', '2026-12-20T00:00:00Z');

  const times = { createdAt: '2026-11-25T00:00:00.000Z', expiresAt: '2026-12-20T00:00:00.000Z', isThis: false };
  expect((await owner.site('GET', '/me/sessions')).body).toEqual({
    items: [
      { id: newer, userAgent: 'newer', lastSeenAt: '2026-11-30T00:00:00.000Z', ...times },
      { id: older, userAgent: 'older', lastSeenAt: '2026-11-29T00:00:00.000Z', ...times },
    ],
  });
  expect(refusalOf(await owner.site('DELETE', `/me/sessions/${foreign}`))).toEqual(refused(404, 'not-found'));
  expect((await owner.site('DELETE', `/me/sessions/${older}`)).body).toEqual({ id: older });
  expect(itemsOf(await owner.site('GET', '/me/sessions')).map(({ id }) => id)).toEqual([newer]);
  expect(itemsOf(await other.site('GET', '/me/sessions')).map(({ id }) => id)).toEqual([foreign]);
  expect(await eventsOf(database.sql, 'session', older)).toEqual(['session.ended']);
});

test('passkeys are listed and removed by their owner alone', async () => {
  const add = async (accountId: string, name: string) => {
    const [row] =
      await database.sql`insert into passkeys (account_id, name, public_key, credential_id, counter, device_type, backed_up, created_at)
      values (${accountId}, ${name}, 'key', ${`credential of ${name}`}, 0, 'multiDevice', true, '2026-11-20T00:00:00Z') returning id`;
    return String(row?.['id']);
  };
  const own = await add(owner.id, 'phone');
  const foreign = await add(other.id, 'key ring');
  const shown = { id: own, name: 'phone', createdAt: '2026-11-20T00:00:00.000Z' };
  expect((await owner.site('GET', '/me/passkeys')).body).toEqual({ items: [shown] });
  expect(refusalOf(await owner.site('DELETE', `/me/passkeys/${foreign}`))).toEqual(refused(404, 'not-found'));
  expect((await owner.site('DELETE', `/me/passkeys/${own}`)).body).toEqual({ id: own });
  expect((await owner.site('GET', '/me/passkeys')).body).toEqual({ items: [] });
  expect(itemsOf(await other.site('GET', '/me/passkeys')).map(({ id }) => id)).toEqual([foreign]);
  expect(await eventsOf(database.sql, 'passkey', own)).toEqual(['passkey.removed']);
});

test('whoever is not signed in has no keys to look at', async () => {
  const nobody = siteFor(database);
  for (const path of ['/me/tokens', '/me/sessions', '/me/passkeys']) {
    expect(refusalOf(await nobody('GET', path))).toEqual(refused(401, 'not-signed-in'));
  }
  expect(refusalOf(await nobody('POST', '/me/tokens', { label: 'x', days: 1 }))).toEqual(refused(401, 'not-signed-in'));
});
