import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';

import { buildApp } from '../../src/app.ts';
import type { SecurityLine } from '../../src/http/security-log.ts';
import type { Letter } from '../../src/mail/letter.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount } from '../support/rows.ts';
import { press, siteFor, testKeys, tokenOf } from '../support/site.ts';

const database = testDatabase();
const provider = { issuer: 'https://login.university.test', clientId: 'zhijiao', clientSecret: 'secret', name: 'University' };

/** A browser: it keeps cookies, and sends forms from the site's own pages. */
function browserAt(siteUrl: string) {
  const letters: Letter[] = [];
  const lines: SecurityLine[] = [];
  const app = buildApp({
    connect: () => database.db,
    now: () => DateTime.fromISO('2026-12-01T08:00:00Z', { zone: 'utc' }),
    settings: () => ({
      signIn: { siteUrl, secret: 'a secret of the tests, long enough', provider },
      keys: testKeys,
      contact: 'coordinators@zhijiao.test',
      press,
    }),
    post: (_, letter) => letters.push(letter),
    tell: (line) => lines.push(line),
  });
  const jar = new Map<string, string>();
  const set: string[] = [];
  const ask = async (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = { Accept: 'text/html', Origin: siteUrl, ...(cookie === '' ? {} : { Cookie: cookie }), ...headers };
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
    const answer = await app.request(siteUrl + path, { ...body, headers: sent });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /Max-Age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
      set.push(line);
    }
    return answer;
  };
  const codeFor = async (email: string) => {
    await ask('/sign-in', { email });
    return /^\d{6}$/m.exec(letters.at(-1)?.text ?? '')?.[0] ?? '';
  };
  return { ask, codeFor, jar, set, lines };
}

test('over HTTPS every cookie is this host’s alone, encrypted and out of scripts’ reach, and signs in', async () => {
  const { ask, codeFor, jar, set } = browserAt('https://zhijiao.test');
  const code = await codeFor('lin@example.org');
  expect((await ask('/sign-in/code', { code })).headers.get('Location')).toBe('/start');
  await ask('/auth/passkey/generate-register-options');
  expect([...jar.keys()].toSorted()).toEqual(['__Host-zhijiao.better-auth-passkey', '__Host-zhijiao.session_token']);
  for (const line of set) {
    expect(line).toMatch(/^__Host-zhijiao\./);
    for (const part of [/; Secure/i, /; HttpOnly/i, /; Path=\/(;|$)/i, /; SameSite=(Lax|Strict)/i]) {
      if (!/Max-Age=0/i.test(line)) expect(line).toMatch(part);
    }
    expect(line).not.toMatch(/Domain=/i);
  }
  expect((await ask('/me')).status).toBe(200);
  await ask('/sign-out', {});
  expect(jar.has('__Host-zhijiao.session_token')).toBe(false);
  expect((await ask('/me')).headers.get('Location')).toBe('/sign-in');
});

test('another site cannot begin signing somebody in', async () => {
  const { ask, jar } = browserAt('https://zhijiao.test');
  const answer = await ask('/sign-in/provider', undefined, { 'Sec-Fetch-Site': 'cross-site' });
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sign-in']);
  expect(jar.size).toBe(0);
});

const local = 'http://localhost:8787';

test('whoever signs in anew leaves the session they had', async () => {
  const { ask, codeFor, jar } = browserAt(local);
  await ask('/sign-in/code', { code: await codeFor('twice@example.org') });
  const before = jar.get('zhijiao.session_token') ?? '';
  await ask('/sign-in/code', { code: await codeFor('twice@example.org') });
  const after = jar.get('zhijiao.session_token') ?? '';
  expect(after).not.toBe(before);
  expect((await ask('/me')).status).toBe(200);
  expect((await ask('/me', undefined, { Cookie: `zhijiao.session_token=${before}` })).headers.get('Location')).toBe('/sign-in');
  const [count] =
    await database.sql`select count(*)::int as sessions from sessions s join accounts a on a.id = s.account_id where email = 'twice@example.org'`;
  expect(count).toEqual({ sessions: 1 });
});

test('a freeze ends every session, and a thaw brings none back', async () => {
  const { ask, codeFor } = browserAt(local);
  await ask('/sign-in/code', { code: await codeFor('frozen@example.org') });
  const [person] = await database.sql`select id from accounts where email = 'frozen@example.org'`;
  const admin = siteFor(database, { token: await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理员')) });
  for (const move of ['freeze', 'thaw']) {
    expect((await admin('POST', `/accounts/${String(person?.['id'])}/${move}`, { reason: 'asked for' })).status).toBe(200);
    expect((await ask('/me')).headers.get('Location')).toBe('/sign-in');
  }
});

test('roles that an admin takes away are gone from the next call on', async () => {
  const { ask, codeFor } = browserAt(local);
  await ask('/sign-in/code', { code: await codeFor('roles@example.org') });
  const [person] = await database.sql`select id from accounts where email = 'roles@example.org'`;
  const asJson = { Accept: 'application/json' };
  expect((await ask('/api/v1/applications', undefined, asJson)).status).toBe(200);
  await database.sql`delete from account_roles where account_id = ${String(person?.['id'])}`;
  expect((await ask('/api/v1/applications', undefined, asJson)).status).toBe(403);
});

describe('the security log', () => {
  test('tells every try to sign in, with its way and what came of it, and of whom nothing', async () => {
    const { ask, codeFor, lines } = browserAt(local);
    const code = await codeFor('logged@example.org');
    await ask('/sign-in/code', { code: String((Number(code) + 1) % 1_000_000).padStart(6, '0') });
    await ask('/sign-in/link', { token: 'a-made-up-token' });
    await ask('/sign-in/code', { code });
    expect(lines.map((line) => (line.event === 'sign-in' ? [line.way, line.outcome] : line))).toEqual([
      ['code', 'refused'],
      ['link', 'refused'],
      ['code', 'in'],
    ]);
    expect(lines[0]).toMatchObject({ at: '2026-12-01T08:00:00.000Z', accountId: null });
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`logged|${code}|made-up`));
  });

  test('tells who was refused what by number and route, never by key or address', async () => {
    const { ask, codeFor, lines } = browserAt(local);
    const asJson = { Accept: 'application/json' };
    const key = 'k'.repeat(43);
    await ask(`/reference/${key}`);
    await ask('/api/v1/accounts?cursor=secret', undefined, asJson);
    await ask('/api/v1/me', undefined, { ...asJson, Authorization: 'Bearer secret' });
    await ask('/sign-in', { email: 'a@example.org' }, { Origin: 'https://elsewhere.test' });
    await ask('/sign-in/code', { code: await codeFor('refused@example.org') });
    const [person] = await database.sql`select id from accounts where email = 'refused@example.org'`;
    lines.splice(
      lines.findIndex(({ event }) => event === 'sign-in'),
      1,
    );
    await ask('/api/v1/accounts', undefined, asJson);
    await ask('/api/v1/placements/01900000-0000-7000-8000-000000000000', undefined, asJson);
    const accountId = String(person?.['id']);
    expect(lines.map(({ at: _, requestId: __, ...line }) => line)).toEqual([
      { event: 'refused', method: 'GET', route: '/api/v1/accounts', status: 401, accountId: null },
      { event: 'refused', method: 'GET', route: '/api/v1/me', status: 401, accountId: null },
      { event: 'refused', method: 'POST', route: '/sign-in', status: 403, accountId: null },
      { event: 'refused', method: 'GET', route: '/api/v1/accounts', status: 403, accountId },
      { event: 'refused', method: 'GET', route: '/api/v1/placements/:id', status: 404, accountId },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/secret|kkk|example/);
  });
});

test('a session ends after seven days without a call, after twelve hours where others’ data is seen, and at its last day', async () => {
  const { ask, codeFor } = browserAt(local);
  await ask('/sign-in/code', { code: await codeFor('idle@example.org') });
  const [person] = await database.sql`select id from accounts where email = 'idle@example.org'`;
  const id = String(person?.['id']);
  const isIn = async (lastSeenAt: string, expiresAt = '2026-12-30T00:00:00Z') => {
    await database.sql`update sessions set last_seen_at = ${lastSeenAt}, expires_at = ${expiresAt} where account_id = ${id}`;
    return (await ask('/me')).status === 200;
  };
  expect([await isIn('2026-11-24T08:00:01Z'), await isIn('2026-11-24T07:59:59Z')]).toEqual([true, false]);
  await database.sql`insert into account_roles (account_id, role) values (${id}, 'coordinator')`;
  expect([await isIn('2026-11-30T20:00:01Z'), await isIn('2026-11-30T19:59:59Z')]).toEqual([true, false]);
  expect(await isIn('2026-12-01T07:59:00Z', '2026-12-01T08:00:00Z')).toBe(false);
});

test('after three wrong codes the right one is void, and after ten tries the door is closed for a while', async () => {
  const { ask, codeFor } = browserAt(local);
  const code = await codeFor('guessed@example.org');
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const tries: number[] = [];
  for (const tried of [wrong, wrong, wrong, code, wrong, wrong, wrong, wrong, wrong, wrong, wrong])
    tries.push((await ask('/sign-in/code', { code: tried })).status);
  expect(tries).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
  const closed = await ask('/sign-in/code', { code });
  expect([closed.status, closed.headers.get('Retry-After')]).toEqual([429, '900']);
});
