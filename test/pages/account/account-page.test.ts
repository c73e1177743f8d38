import { expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { eventsOf, makePerson } from '../../support/people.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();

/** Somebody who is signed in, with the session's id. */
async function signedIn(role: string, name: string) {
  const { id } = await makePerson(database, role, name);
  const visitor = await signInAgain(id);
  return { id, visitor, sessionId: (await sessionsOf(id)).at(-1)! };
}

async function signInAgain(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

async function sessionsOf(accountId: string): Promise<string[]> {
  return (await database.sql`select id from sessions where account_id = ${accountId} order by id`).map(({ id }) => String(id));
}

/** Lets a session have begun, and be last used, at the first instant of 2027. */
async function atNewYear(sessionId: string): Promise<void> {
  await database.sql`update sessions set created_at = '2027-01-01T00:00:00Z', last_seen_at = '2027-01-01T00:00:00Z',
    expires_at = timestamptz '2027-01-01T00:00:00Z' + date_trunc('minute', expires_at - created_at + interval '30 seconds') where id = ${sessionId}`;
}

const isIn = async (visitor: Visitor, now: string) => (await visitor.get('/me', { now })).status === 200;

test('the page says who is signed in and where, keeps no copy, and is for nobody else', async () => {
  const { id, visitor, sessionId } = await signedIn('coordinator', 'Wei <b>Lin</b>');
  const page = await visitor.get('/me');
  expect([page.status, page.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  expect(page.text).toContain('Wei &lt;b&gt;Lin&lt;/b&gt;');
  const [account] = await database.sql`select email from accounts where id = ${id}`;
  expect(page.text).toContain(`Signed in as ${String(account?.['email'])}`);
  expect([...(page.text.split('class="tasks"')[0] ?? '').matchAll(/class="pill">([^<]+)</g)].map(([, role]) => role)).toEqual([
    'Coordinator',
  ]);
  const keys = await visitor.get('/me/sign-in');
  expect([...keys.text.matchAll(/action="\/me\/sessions\/([^/]+)\/end"/g)].map(([, session]) => session)).toEqual([sessionId]);
  expect(keys.text).toContain('Firefox, Linux');
  expect(keys.text).toContain('this one');
  expect((await visitor.get('/me', { language: 'zh-CN' })).text).toContain('lang="zh-CN"');
  const stranger = await new Visitor(database).get('/me');
  expect([stranger.status, stranger.location]).toEqual([303, '/sign-in']);
  const asProgram = await visitor.get('/api/v1/me/sessions');
  const { items } = JSON.parse(asProgram.text) as { items: { id: string; isThis: boolean }[] };
  expect(items.map((session) => [session.id, session.isThis])).toEqual([[sessionId, true]]);
});

test('an officer’s session ends after twelve hours without a call', async () => {
  for (const role of ['county', 'coordinator', 'safeguarding', 'admin']) {
    const { visitor, sessionId } = await signedIn(role, role);
    await atNewYear(sessionId);
    expect(await isIn(visitor, '2027-01-01T12:00:00Z')).toBe(true);
    // That call counts: from it twelve hours more.
    expect(await isIn(visitor, '2027-01-02T00:00:00Z')).toBe(true);
    expect(await isIn(visitor, '2027-01-02T12:00:01Z')).toBe(false);
    expect((await visitor.get('/api/v1/me', { now: '2027-01-02T12:00:01Z' })).status).toBe(401);
  }
});

test('a volunteer’s session ends after seven days without a call, and after thirty in any case', async () => {
  const { visitor, sessionId } = await signedIn('volunteer', '林晓');
  await atNewYear(sessionId);
  expect(await isIn(visitor, '2027-01-08T00:00:00Z')).toBe(true);
  for (const day of ['15', '22', '29']) expect(await isIn(visitor, `2027-01-${day}T00:00:00Z`)).toBe(true);
  expect(await isIn(visitor, '2027-01-30T23:59:59Z')).toBe(true);
  expect(await isIn(visitor, '2027-01-31T00:00:00Z')).toBe(false);

  const idle = await signedIn('volunteer', '王磊');
  await atNewYear(idle.sessionId);
  expect(await isIn(idle.visitor, '2027-01-08T00:00:01Z')).toBe(false);
});

test('one’s own sessions are ended one by one; another’s is answered as if it were not there', async () => {
  const owner = await signedIn('volunteer', '孙悦');
  const second = await signInAgain(owner.id);
  const [, secondId] = (await sessionsOf(owner.id)) as [string, string];
  const other = await signedIn('volunteer', '周舟');
  for (const id of [other.sessionId, '00000000-0000-7000-8000-000000000000', 'not-an-id']) {
    expect((await owner.visitor.send(`/me/sessions/${id}/end`)).status).toBe(404);
  }
  expect((await new Visitor(database).send(`/me/sessions/${other.sessionId}/end`)).location).toBe('/sign-in');
  expect((await other.visitor.get('/me')).status).toBe(200);
  expect(await eventsOf(database.sql, 'session', other.sessionId)).toEqual(['session.begun']);

  const cross = await owner.visitor.send(`/me/sessions/${secondId}/end`, {}, { origin: 'https://elsewhere.example' });
  expect([cross.status, (await second.get('/me')).status]).toEqual([403, 200]);
  const ended = await owner.visitor.send(`/me/sessions/${secondId}/end`);
  expect([ended.status, ended.location]).toEqual([303, '/me/sign-in']);
  expect([(await second.get('/me')).location, (await owner.visitor.get('/me')).status]).toEqual(['/sign-in', 200]);
  expect(await sessionsOf(owner.id)).toEqual([owner.sessionId]);
  expect(await eventsOf(database.sql, 'session', secondId)).toEqual(['session.begun', 'session.ended']);
});

test('one’s own passkeys are removed; another’s stays', async () => {
  const [owner, other] = [await signedIn('volunteer', '吴迪'), await signedIn('volunteer', '郑好')];
  const add = async (accountId: string, name: string) => {
    const [row] = await database.sql`insert into passkeys (account_id, name, public_key, credential_id, counter, device_type, backed_up)
      values (${accountId}, ${name}, 'key', ${name}, 0, 'multiDevice', true) returning id`;
    return String(row?.['id']);
  };
  const [own, foreign] = [await add(owner.id, 'Phone & key'), await add(other.id, 'Their phone')];
  const page = await owner.visitor.get('/me/sign-in');
  expect([page.text.includes('Remove the Phone &amp; key'), page.text.includes('Their phone')]).toEqual([true, false]);
  expect((await owner.visitor.send(`/me/passkeys/${foreign}/remove`)).status).toBe(404);
  expect((await owner.visitor.send(`/me/passkeys/${own}/remove`)).location).toBe('/me/sign-in');
  expect((await owner.visitor.get('/me/sign-in')).text).toContain('You have no passkey yet.');
  expect([...(await database.sql`select name from passkeys`)]).toEqual([{ name: 'Their phone' }]);
  expect(await eventsOf(database.sql, 'passkey', own)).toEqual(['passkey.removed']);
});

test('signing out ends the session itself, not only the cookie, and no other', async () => {
  const owner = await signedIn('volunteer', '冯晚');
  const second = await signInAgain(owner.id);
  const kept = new Map(owner.visitor.cookies);
  const foreign = await owner.visitor.send('/sign-out', {}, { origin: 'https://elsewhere.example' });
  expect([foreign.status, (await owner.visitor.get('/me')).status]).toEqual([403, 200]);
  const out = await owner.visitor.send('/sign-out');
  expect([out.status, out.location, owner.visitor.cookies.has('zhijiao.session_token')]).toEqual([303, '/', false]);
  const thief = new Visitor(database);
  for (const [name, value] of kept) thief.cookies.set(name, value);
  expect((await thief.get('/me')).location).toBe('/sign-in');
  expect((await second.get('/me')).status).toBe(200);
  expect((await sessionsOf(owner.id)).length).toBe(1);
});

test('a cookie that we did not sign is nobody’s', async () => {
  const { visitor } = await signedIn('admin', '管理');
  const cookie = decodeURIComponent(visitor.cookies.get('zhijiao.session_token') ?? '');
  const [token, signature] = cookie.split('.') as [string, string];
  for (const forged of [token, `${token}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`, `${token}x.${signature}`]) {
    const thief = new Visitor(database);
    thief.cookies.set('zhijiao.session_token', encodeURIComponent(forged));
    expect((await thief.get('/me')).location).toBe('/sign-in');
  }
  expect((await visitor.get('/me')).status).toBe(200);
});
