import { readFileSync } from 'node:fs';
import path from 'node:path';

import { DateTime } from 'luxon';
import { beforeAll, describe, expect, test } from 'vitest';

import { copyAssets } from '../../scripts/installation/copy-assets.ts';
import { buildApp } from '../../src/app.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount } from '../support/rows.ts';
import { press, testKeys, tokenOf } from '../support/site.ts';

const database = testDatabase();
let token: string;

beforeAll(async () => {
  token = await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理员'));
});

async function headersOf(at: string, init: RequestInit = {}, siteUrl = 'https://zhijiao.test'): Promise<Headers> {
  const app = buildApp({
    connect: () => database.db,
    now: () => DateTime.fromISO('2026-12-01T08:00:00Z', { zone: 'utc' }),
    settings: () => ({
      signIn: { siteUrl, secret: 'a secret of the tests, long enough' },
      keys: testKeys,
      contact: 'coordinators@zhijiao.test',
      press,
    }),
    post: () => undefined,
  });
  return (await app.request(siteUrl + at, init)).headers;
}

const asPage = { headers: { Accept: 'text/html' } };
const answers: [string, string, RequestInit][] = [
  ['an API’s answer', '/api/v1/needs', {}],
  ['a refusal', '/api/v1/me', {}],
  ['a wrong token', '/api/v1/me', { headers: { Authorization: 'Bearer wrong' } }],
  [
    'a foreign form',
    '/sign-in',
    { method: 'POST', body: new URLSearchParams({ email: 'a@example.org' }), headers: { Origin: 'https://elsewhere.test' } },
  ],
  ['the document', '/api/v1/openapi.json', {}],
  ['a page', '/sign-in', asPage],
  ['the API’s page', '/api/v1/docs', asPage],
  ['a page that is not there', '/nowhere', asPage],
  ['a way elsewhere', '/me', asPage],
  ['the sign-in library', '/auth/passkey/generate-authenticate-options', {}],
];

describe('every answer tells browsers', () => {
  test.each(answers)('what they may do with it: %s', async (_, at, init) => {
    const headers = await headersOf(at, init);
    expect(Object.fromEntries(headers)).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    });
    const policy = headers.get('Content-Security-Policy') ?? '';
    for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(part);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('nothing of HTTPS where the site is not served by it', async () => {
    expect((await headersOf('/sign-in', asPage, 'http://localhost:8787')).get('Strict-Transport-Security')).toBeNull();
  });

  test('a failure’s page may still load its stylesheet, and an answer that is no page may do nothing', async () => {
    expect((await headersOf('/nowhere', asPage)).get('Content-Security-Policy')).toContain("style-src 'self'");
    expect((await headersOf('/api/v1/needs')).get('Content-Security-Policy')).toContain('sandbox');
  });

  test('that files served beside the Worker are as closed', () => {
    copyAssets();
    const written = readFileSync(path.resolve(import.meta.dirname, '../../public/_headers'), 'utf8');
    for (const part of ['nosniff', "frame-ancestors 'none'", 'max-age=31536000; includeSubDomains']) expect(written).toContain(part);
  });
});

test('an answer is kept nowhere unless it says for how long', async () => {
  const signedIn = { headers: { Authorization: `Bearer ${token}` } };
  for (const at of ['/api/v1/me', '/api/v1/accounts', '/api/v1/events', '/api/v1/accounts/none'])
    expect([at, (await headersOf(at, signedIn)).get('Cache-Control')]).toEqual([at, 'no-store']);
  expect((await headersOf('/api/v1/me')).get('Cache-Control')).toBe('no-store');
  expect((await headersOf('/', asPage)).get('Cache-Control')).toBe('public, max-age=60');
});

test('what went wrong inside is told to nobody outside', async () => {
  const app = buildApp({
    connect: () => {
      throw new Error('words of the inside');
    },
    now: () => DateTime.fromISO('2026-12-01T08:00:00Z', { zone: 'utc' }),
    settings: () => ({
      signIn: { siteUrl: 'https://zhijiao.test', secret: 'a secret of the tests, long enough' },
      keys: testKeys,
      contact: 'coordinators@zhijiao.test',
      press,
    }),
    post: () => undefined,
  });
  for (const Accept of ['application/json', 'text/html']) {
    const answer = await app.request('https://zhijiao.test/nowhere', { headers: { Accept, 'Accept-Language': 'en' } });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/inside|\.ts|at /);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  }
});
