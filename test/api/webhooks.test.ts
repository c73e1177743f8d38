import { beforeAll, beforeEach, expect, test } from 'vitest';

import { webhookSecretPlace } from '../../src/db/queries/webhooks.ts';
import { sendWebhooks } from '../../src/jobs/send-webhooks.ts';
import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makeOfficer, makePerson, refusalOf, refused, type Person } from '../support/people.ts';
import { receiver, signaturesOf } from '../support/receiver.ts';
import { makeRoad } from '../support/rows.ts';
import { jobFor, siteFor, testKeys } from '../support/site.ts';

const database = testDatabase();
const theirs = receiver();
let admin: Person;
let officer: Person;

beforeAll(async () => {
  await makeRoad(database.sql);
  admin = await makePerson(database, 'admin', '管理');
  officer = await makeOfficer(database, '532926');
});
beforeEach(async () => {
  await database.sql`delete from webhooks`;
  theirs.asked.length = 0;
});

const input = { address: 'https://hooks.example.org/zhijiao?key=1', events: ['placement.accepted'], description: '校务系统' };
const make = async (given: object = input) => admin.site('POST', '/webhooks', given);
const missing = '01900000-0000-7000-8000-000000000000';

test('a webhook is made, its secret shown once, and it is told of what happens from then on', async () => {
  const made = await make();
  const { secret, ...webhook } = made.body;
  expect(made.status).toBe(201);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect([made.headers.get('Cache-Control'), made.headers.get('ETag')]).toEqual(['no-store', '"1"']);
  const [chain] = await database.sql`select sequence from events where thing = 'webhook' and thing_id = ${String(webhook['id'])}`;
  expect(webhook).toEqual({
    ...input,
    id: expect.any(String),
    state: 'active',
    cursor: Number(chain?.['sequence']) - 1,
    failures: 0,
    failingSince: null,
    retryAt: null,
    lastDeliveredAt: null,
    previousSecretUntil: null,
    version: 1,
    createdAt: expect.any(String),
  });
  const path = `/webhooks/${String(webhook['id'])}`;
  expect(made.headers.get('Location')).toBe(`/api/v1${path}`);
  expect([(await admin.site('GET', path)).body, itemsOf(await admin.site('GET', '/webhooks'))]).toEqual([webhook, [webhook]]);
  const [row] = await database.sql`select id, sealed_secret from webhooks`;
  const { id, sealed_secret: sealed } = row as unknown as { id: string; sealed_secret: Uint8Array };
  expect(Buffer.from(sealed).includes(String(secret))).toBe(false);
  expect(await testKeys.open(sealed, webhookSecretPlace(id))).toBe(secret);
});

test.each([
  [{ address: 'http://hooks.example.org/' }, ['/address address-not-https']],
  [{ address: 'https://169.254.169.254/latest' }, ['/address address-private']],
  [{ address: 'https://me:word@hooks.example.org/' }, ['/address address-credentials']],
  [{ address: 'somewhere' }, ['/address address-unreadable']],
  [{ address: 'https://hooks.example.org/', events: ['incident.open'] }, ['/events/0 not-one-of']],
  [{ address: 'https://hooks.example.org/', events: [] }, ['/events too-small']],
  [{}, ['/address missing']],
])('%j is refused', async (given, faults) => {
  expect(refusalOf(await make(given))).toEqual(refused(422, 'invalid', faults));
});

test('it is changed from the version that was read, paused, resumed and removed, each of it recorded', async () => {
  const id = String((await make()).body['id']);
  const path = `/webhooks/${id}`;
  const patch = async (version: number, given: object) => admin.site('PATCH', path, given, { 'If-Match': `"${version}"` });
  const changed = await patch(1, { events: null, description: '' });
  expect(changed.body).toMatchObject({ events: null, description: '', address: input.address, version: 2 });
  expect(refusalOf(await patch(1, { description: 'x' }))).toEqual(refused(412, 'stale'));
  expect(refusalOf(await patch(2, { address: 'https://[fd00::1]/' }))).toEqual(refused(422, 'invalid', ['/address address-private']));
  expect(refusalOf(await admin.site('POST', `${path}/resume`)).kind).toBe('illegal-move');
  expect((await admin.site('POST', `${path}/pause`)).body['state']).toBe('paused');
  expect((await admin.site('POST', `${path}/pause`)).body).toMatchObject({ state: 'paused', allowed: ['resume'] });
  expect((await admin.site('POST', `${path}/resume`)).body['state']).toBe('active');
  expect((await admin.site('DELETE', path)).body).toEqual({ id });
  expect(refusalOf(await admin.site('GET', path))).toEqual(refused(404, 'not-found'));
  const told = ['active', 'changed', 'paused', 'active', 'removed'].map((what) => `webhook.${what}`);
  expect(await eventsOf(database.sql, 'webhook', id)).toEqual(told);
});

test('for a day after a change both secrets sign, then the new one alone', async () => {
  const first = await make({ address: theirs.address });
  const id = String(first.body['id']);
  const second = await admin.site('POST', `/webhooks/${id}/rotate-secret`);
  const secrets = [String(second.body['secret']), String(first.body['secret'])];
  expect(secrets[0]).not.toBe(secrets[1]);
  expect(second.body['previousSecretUntil']).toBe('2026-12-02T08:00:00.000Z');
  for (const [now, signing] of [
    ['2026-12-02T07:59:00Z', secrets],
    ['2026-12-02T08:00:00Z', secrets.slice(0, 1)],
  ] as const) {
    await admin.at(now)('POST', `/webhooks/${id}/test`);
    await sendWebhooks(jobFor(database, now));
    const sent = theirs.asked.at(-1);
    expect(sent?.signature).toBe(sent === undefined ? '' : signaturesOf(sent, signing));
  }
});

test('there are only so many, and what may be told of is public', async () => {
  for (let i = 0; i < 20; i += 1) expect((await make()).status).toBe(201);
  expect(refusalOf(await make())).toEqual(refused(409, 'too-many-webhooks'));
  const page = await admin.site('GET', '/webhooks?limit=15');
  expect(itemsOf(await admin.site('GET', `/webhooks?limit=15&cursor=${String(page.body['nextCursor'])}`)).length).toBe(5);
  const types = itemsOf(await siteFor(database)('GET', '/event-types'));
  expect(types).toContainEqual({
    name: 'placement.accepted',
    thing: 'placement',
    zh: '志愿者接受派遣',
    en: 'A volunteer accepted an offer',
  });
  expect(types.some(({ thing }) => /incident|barred|clearance|account|identity|health/.test(String(thing)))).toBe(false);
});

test('nobody but an admin sees or does any of it', async () => {
  const id = String((await make()).body['id']);
  const asks = [
    ['GET', '/webhooks'],
    ['POST', '/webhooks', input],
    ['GET', `/webhooks/${id}`],
    ['DELETE', `/webhooks/${id}`],
    ['POST', `/webhooks/${id}/rotate-secret`],
  ] as const;
  for (const [method, path, body] of asks) expect(refusalOf(await officer.site(method, path, body))).toEqual(refused(403, 'forbidden'));
  for (const path of [`/webhooks/${missing}`, '/webhooks/x'])
    expect(refusalOf(await admin.site('GET', path))).toEqual(refused(404, 'not-found'));
});
