import { beforeAll, expect, test } from 'vitest';

import { leaveAddress } from '../../src/actions/outbox/leave-address.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf, itemsOf, makePerson, refusalOf, refused, type Person } from '../support/people.ts';
import { appFor, siteUrl, testKeys } from '../support/site.ts';

const database = testDatabase();
let lead: Person;
let volunteer: Person;

beforeAll(async () => {
  lead = await makePerson(database, 'safeguarding', '保护');
  volunteer = await makePerson(database, 'volunteer', '志愿者');
  await database.sql`update accounts set locale = 'en' where id = ${lead.id}`;
  for (const n of [1, 2, 3]) {
    await volunteer.site('POST', '/incidents', { kind: 'other', happenedAt: '2026-11-01T00:00:00Z', account: `What happened, ${n}` });
  }
});

const unreadOf = async (person: Person) => itemsOf(await person.site('GET', '/me/notices?unread=yes'));

test('each letter is a notice of its reader alone, in their language, which outlives the letter and leads to the thing', async () => {
  await delivered(database);
  const all = await lead.site('GET', '/me/notices');
  expect(itemsOf(all)).toHaveLength(3);
  for (const notice of itemsOf(all)) {
    expect(notice).toMatchObject({ kind: 'incident', readAt: null });
    expect(notice['subject']).toMatch(/^An incident was raised/);
    expect(notice['path']).toMatch(/^\/safeguarding\/incidents\/[0-9a-f-]{36}$/);
    expect((await lead.site('GET', String(notice['path']).replace('/safeguarding', ''))).status).toBe(200);
  }
  expect(itemsOf(await volunteer.site('GET', '/me/notices'))).toEqual([]);
  const first = await lead.site('GET', '/me/notices?limit=2');
  const rest = await lead.site('GET', `/me/notices?limit=2&cursor=${String(first.body['nextCursor'])}`);
  expect([...itemsOf(first), ...itemsOf(rest)]).toEqual(itemsOf(all));
  expect(rest.body['nextCursor']).toBeNull();
});

test('a notice is read by its reader and by nobody else; then all are', async () => {
  const [newest] = await unreadOf(lead);
  const at = `/me/notices/${String(newest?.['id'])}/read`;
  expect(refusalOf(await volunteer.site('POST', at))).toEqual(refused(404, 'not-found'));
  expect((await volunteer.site('POST', '/me/notices/read-all')).body).toEqual({ marked: 0 });
  expect(await unreadOf(lead)).toHaveLength(3);
  expect((await lead.site('POST', at)).body).toEqual({ path: newest?.['path'] });
  expect((await lead.site('POST', at)).status).toBe(200);
  expect((await unreadOf(lead)).map(({ id }) => id)).not.toContain(newest?.['id']);
  expect((await lead.site('POST', '/me/notices/read-all')).body).toEqual({ marked: 2 });
  expect(await unreadOf(lead)).toEqual([]);
});

const everything = ['reminders', 'announcements', 'digest'];

test('whoever holds the address from a letter turns letters like it off by one post, and a look changes nothing', async () => {
  const address = await leaveAddress(testKeys, siteUrl, { accountId: volunteer.id, topic: 'reminders' });
  const app = appFor(database);
  const look = await app.request(address, { headers: { Accept: 'text/html' } });
  expect([look.status, (await volunteer.site('GET', '/me/letters')).body]).toEqual([200, { wanted: everything }]);
  // As a mail program does it: no cookie, no origin (RFC 8058).
  const oneClick = async (at: string) =>
    app.request(at, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  expect((await oneClick(address)).status).toBe(200);
  expect((await oneClick(address)).status).toBe(200);
  expect((await volunteer.site('GET', '/me/letters')).body).toEqual({ wanted: ['announcements', 'digest'] });
  expect((await eventsOf(database.sql, 'account', volunteer.id)).filter((event) => event === 'account.unsubscribed')).toHaveLength(1);
  // Another's, or another topic's, with this mark.
  for (const forged of [address.replace(volunteer.id, lead.id), address.replace('reminders', 'digest'), `${address.slice(0, -4)}0000`]) {
    expect((await oneClick(forged)).status).toBe(404);
  }
  expect((await lead.site('GET', '/me/letters')).body).toEqual({ wanted: everything });
});

test('what may be turned off is chosen, and taken back; what is needed cannot be', async () => {
  expect((await lead.site('PUT', '/me/letters', { wanted: ['digest'] })).body).toEqual({ wanted: ['digest'] });
  expect((await lead.site('GET', '/me/letters')).body).toEqual({ wanted: ['digest'] });
  expect((await lead.site('PUT', '/me/letters', { wanted: everything })).body).toEqual({ wanted: everything });
  expect(refusalOf(await lead.site('PUT', '/me/letters', { wanted: ['safety'] }))).toMatchObject({ status: 422 });
});
