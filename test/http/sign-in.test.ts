import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { buildApp } from '../../src/app.ts';
import type { Letter } from '../../src/mail/letter.ts';
import { testDatabase } from '../support/database.ts';
import { testKeys } from '../support/site.ts';

const database = testDatabase();
const provider = { issuer: 'https://login.university.test', clientId: 'zhijiao', clientSecret: 'secret', name: 'University' };

/** A browser: it keeps cookies, and sends forms from the site's own pages. */
function browserAt(siteUrl: string) {
  const letters: Letter[] = [];
  const app = buildApp({
    connect: () => database.db,
    now: () => DateTime.fromISO('2026-12-01T08:00:00Z', { zone: 'utc' }),
    settings: () => ({ signIn: { siteUrl, secret: 'a secret of the tests, long enough', provider }, keys: testKeys }),
    post: (_, letter) => letters.push(letter),
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
  return { ask, codeFor, jar, set, letters };
}

test('over HTTPS every cookie is this host’s alone, encrypted and out of scripts’ reach, and signs in', async () => {
  const { ask, codeFor, jar, set } = browserAt('https://zhijiao.test');
  const code = await codeFor('lin@example.org');
  expect((await ask('/sign-in/code', { code })).headers.get('Location')).toBe('/me');
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
