import { DateTime } from 'luxon';
import { beforeAll, expect, test } from 'vitest';

import { buildApp } from '../../src/app.ts';
import { CallCounts } from '../../src/http/call-limits.ts';
import { testDatabase } from '../support/database.ts';
import { makePerson, type Person } from '../support/people.ts';
import { press, siteUrl, testKeys } from '../support/site.ts';

const database = testDatabase();
let admin: Person;
let statements = 0;

beforeAll(async () => {
  admin = await makePerson(database, 'admin', '管理');
});

function siteOf(clock: { now: string }) {
  return buildApp({
    connect: () => database.db,
    now: () => DateTime.fromISO(clock.now, { zone: 'utc' }),
    settings: () => ({
      signIn: { siteUrl, secret: 'a secret of the tests, long enough' },
      keys: testKeys,
      contact: 'coordinators@zhijiao.test',
      callLimits: { account: 40, address: 20 },
      press,
    }),
    post: () => undefined,
  });
}

/** A site as one isolate has it, with its own memory. */
function isolate(clock: { now: string }) {
  const app = siteOf(clock);
  return async (headers: Record<string, string>, path = '/api/v1/subjects') => {
    const { status, headers: said } = await app.request(path, { headers });
    return { status, policy: said.get('RateLimit-Policy'), left: said.get('RateLimit'), after: said.get('Retry-After') };
  };
}

test('every answer of the API says what is left; past the limit it is 429 with the seconds to wait, until the next minute', async () => {
  const clock = { now: '2026-12-01T08:00:15Z' };
  const call = isolate(clock);
  const from = { 'CF-Connecting-IP': '203.0.113.7' };
  expect(await call(from)).toEqual({ status: 200, policy: '"address";q=20;w=60', left: '"address";r=19;t=45', after: null });
  expect((await call(from, '/api/v1/no-such')).left).toBe('"address";r=18;t=45');
  for (let i = 0; i < 18; i += 1) await call(from);
  expect(await call(from)).toEqual({ status: 429, policy: '"address";q=20;w=60', left: '"address";r=0;t=45', after: '45' });
  // Another address, an account from this one, and pages are counted by themselves or not at all.
  expect((await call({ 'CF-Connecting-IP': '203.0.113.8' })).left).toBe('"address";r=19;t=45');
  expect((await call({ ...from, Authorization: `Bearer ${admin.token}` })).left).toBe('"account";r=39;t=45');
  expect(await call(from, '/needs')).toMatchObject({ status: 200, left: null });
  expect((await call({})).left).toBeNull();
  clock.now = '2026-12-01T08:01:00Z';
  expect((await call(from)).left).toBe('"address";r=19;t=60');
});

test('isolates add up what they counted: two together let through hardly more than one', async () => {
  const clock = { now: '2026-12-01T09:00:00Z' };
  const [one, other] = [isolate(clock), isolate(clock)];
  const key = { Authorization: `Bearer ${admin.token}` };
  const statuses: number[] = [];
  for (let i = 0; i < 60; i += 1) statuses.push((await (i % 2 === 0 ? one : other)(key)).status);
  const passed = statuses.filter((status) => status === 200).length;
  expect(passed).toBeGreaterThanOrEqual(40);
  expect(passed).toBeLessThanOrEqual(44);
  expect(statuses.slice(-10)).toEqual(Array.from({ length: 10 }, () => 429));
});

test('the database is told once in a twentieth of the limit, and not at all of whoever is refused already', async () => {
  const counts = new CallCounts();
  const now = DateTime.fromISO('2026-12-01T10:00:00Z', { zone: 'utc' });
  let told = 0;
  for (let i = 0; i < 3000; i += 1) {
    await counts.count('somebody', 1000, now, async (calls) => {
      statements += 1;
      return (told += calls);
    });
  }
  expect(statements).toBeLessThanOrEqual(21);
});

const pageIn = async (language: string) => {
  const headers = { Authorization: `Bearer ${admin.token}`, Accept: 'text/html', 'Accept-Language': language };
  return (await siteOf({ now: '2026-12-01T11:00:00Z' }).request('/me/tokens', { headers })).text();
};

test('whoever makes tokens reads on their page, in their language, what the headers tell their programs', async () => {
  expect(await pageIn('en')).toMatch(
    /may call the API 40 times a minute[^]*: 20 a minute[^]*RateLimit-Policy: (&quot;|")account\1;q=40;w=60/,
  );
  expect(await pageIn('zh-CN')).toMatch(/每分钟最多调用接口 40 次[^]*每个地址每分钟 20 次/);
});
