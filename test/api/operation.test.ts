import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, type Road } from '../support/rows.ts';
import { siteFor, tokenOf, type Answer } from '../support/site.ts';

/** What holds of every operation, whatever it does. */

const database = testDatabase();
const now = '2027-04-01T08:00:00Z';
let road: Road;
let anyone: ReturnType<typeof siteFor>;
let volunteer: ReturnType<typeof siteFor>;
let officer: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;
let admin: ReturnType<typeof siteFor>;

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 1 });
  const signIn = async (id: string) => siteFor(database, { token: await tokenOf(sql, id), now });
  const officerId = await makeAccount(sql, 'county', '县联系人');
  await sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  anyone = siteFor(database, { now });
  volunteer = await signIn(road.volunteers[0]!.accountId);
  officer = await signIn(officerId);
  coordinator = await signIn(road.coordinatorId);
  admin = await signIn(await makeAccount(sql, 'admin', '管理员'));
});

const faults = ({ body }: Answer) =>
  (body['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`).toSorted();
const lists = ['seasons', 'stations', 'needs', 'counties', 'accounts', 'applications', 'requests', 'clearances', 'placements', 'events'];

test.each(lists)('a cursor of another list is a fault of the caller in /%s', async (list) => {
  const site = list === 'accounts' ? admin : coordinator;
  const own = { counties: '123456', events: '7' }[list] ?? '01a210b2-4233-7f5a-a96a-e4a89333f6bb';
  for (const key of ['12', '123456', '999999999999999', '01a210b2-4233-7f5a-a96a-e4a89333f6bb', 'abcdefab-1111-1111-1111-111111111111']) {
    const { status } = await site('GET', `/${list}?cursor=${btoa(key)}`);
    expect([200, 422]).toContain(status);
  }
  expect((await site('GET', `/${list}?cursor=${btoa(own)}`)).status).toBe(200);
  expect((await site('GET', `/${list}?cursor=${btoa(list === 'counties' || list === 'events' ? 'x' : '123456')}`)).status).toBe(422);
});

test.each([
  ['arrays', (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`],
  ['objects', (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
  ['a field', (depth: number) => `{"nameZh":${'['.repeat(depth)}${']'.repeat(depth)}}`],
])('%s nested a hundred thousand deep are refused like any other wrong body', async (_, nested) => {
  expect((await coordinator('POST', '/seasons', nested(100_000))).status).toBe(422);
  expect((await volunteer('PATCH', '/me', nested(5000), { 'If-Match': '"1"' })).status).toBe(422);
});

test('who may not do it is told so before anything else of the call is read', async () => {
  expect((await anyone('POST', '/seasons', {})).status).toBe(401);
  expect((await anyone('GET', '/accounts?x=1')).status).toBe(401);
  expect((await anyone('GET', '/runs/abc')).status).toBe(401);
  expect((await anyone('GET', '/me')).headers.get('WWW-Authenticate')).toBe('Bearer');
  expect((await volunteer('POST', '/seasons', {})).status).toBe(403);
  expect((await volunteer('PATCH', `/seasons/${road.seasonId}`, {})).status).toBe(403);
});

test('an account without roles is still somebody signed in', async () => {
  const made = await admin('POST', '/accounts', { email: 'nobody@example.org', name: '无职', roles: [] });
  expect(made.status).toBe(201);
  const site = siteFor(database, { token: await tokenOf(database.sql, String(made.body['id'])), now });
  expect([(await site('GET', '/me')).status, (await site('GET', '/me/events')).status]).toEqual([200, 200]);
  expect((await site('GET', '/applications')).status).toBe(403);
  const read = await admin('GET', String(made.headers.get('Location')).replace('/api/v1', ''));
  expect(read.body).toEqual(made.body);
});

test('faults of form, of rules between fields and of codes are told together', async () => {
  const answer = await officer('POST', '/requests', {
    seasonId: road.seasonId,
    countyCode: '999999',
    kind: 'party',
    delivery: 'on_site',
    place: '南涧一中',
    startDay: '2027-07-26',
    endDay: '2027-07-12',
    weeklyHours: 20,
    lines: [{ subject: 'alchemy', level: 9, minimum: 5, ideal: 4, maximum: 3 }],
  });
  expect([answer.status, faults(answer)]).toEqual([
    422,
    [
      '/countyCode unknown',
      '/endDay ends-before-start',
      '/kind not-one-of',
      '/lines/0/ideal ideal-above-maximum',
      '/lines/0/level too-big',
      '/lines/0/minimum minimum-above-ideal',
      '/lines/0/minimum minimum-above-maximum',
      '/lines/0/subject unknown',
    ],
  ]);
});

test('a pointer is written as RFC 6901 asks, and a fault is told once', async () => {
  const answer = await volunteer('PATCH', '/me', { 'a/b': 1, 'c~d': 2 }, { 'If-Match': '"1"' });
  expect(faults(answer)).toEqual(['/a~1b unknown-field', '/c~0d unknown-field']);
  expect(faults(await coordinator('GET', '/seasons?limit=99999999999999999999'))).toEqual(['/limit wrong-form']);
  expect(faults(await coordinator('GET', '/seasons?limit=0x10'))).toEqual(['/limit wrong-form']);
});

test('a move takes no body or a reason, which stands in the record, and nothing else', async () => {
  const path = `/seasons/${road.seasonId}`;
  expect((await coordinator('POST', `${path}/advance`, '{bad')).status).toBe(400);
  expect(faults(await coordinator('POST', `${path}/advance`, { foo: 1 }))).toEqual(['/foo unknown-field']);
  expect((await coordinator('GET', path)).body['state']).toBe('planned');
  expect((await coordinator('POST', `${path}/advance`, { reason: 'Everything is ready' })).body['state']).toBe('open');
  expect((await coordinator('POST', `${path}/advance`, '', { 'Content-Type': 'application/json' })).body['state']).toBe('matching');
  const { items } = (await coordinator('GET', `/events?thing=season&thingId=${road.seasonId}`)).body as { items: { reason: string }[] };
  expect(items.map(({ reason }) => reason)).toEqual([null, 'Everything is ready', null]);
});

test.each([
  ['fr, en;q=0.5', 'en'],
  ['zh-CN;q=0.1, en-GB;q=0.9', 'en'],
  ['zh-TW, en;q=0.9', 'zh-CN'],
  ['fr', 'zh-CN'],
])('who accepts %s reads %s', async (accepted, language) => {
  const answer = await anyone('GET', '/nothing', undefined, { 'Accept-Language': accepted });
  expect(answer.headers.get('Content-Language')).toBe(language);
});

test('a body that is too large is refused in the reader’s language', async () => {
  const answer = await coordinator('POST', '/seasons', `"${'x'.repeat(10_000_000)}"`);
  expect([answer.status, answer.body['title'], answer.headers.get('Content-Language')]).toEqual([413, 'The body is too large', 'en']);
});

test('the last admin cannot step down', async () => {
  const me = await admin('GET', '/me');
  const stepDown = () => admin('PATCH', `/accounts/${String(me.body['id'])}`, { roles: [] }, { 'If-Match': me.headers.get('ETag') ?? '' });
  expect((await stepDown()).body).toMatchObject({ status: 409, type: '/problems/last-admin' });
  await makeAccount(database.sql, 'admin', '另一位管理员');
  expect((await stepDown()).status).toBe(200);
});
