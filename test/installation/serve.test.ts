import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { newestMigration } from '../../scripts/installation/migrate.ts';
import { onOwnServed, programFile, type OwnServed } from '../../scripts/installation/own-served.ts';
import { freePort } from '../../scripts/installation/ports.ts';
import { signIn } from '../../scripts/road/sign-in.ts';
import { walkAndLook } from '../../scripts/road/walk-and-look.ts';
import { openPool } from '../../src/db/client.ts';
import { databaseState } from '../../src/node/database-state.ts';
import { startCollector, told as toldBy } from '../support/collector.ts';

let served: OwnServed;
let whole: Promise<void>;
let release = (): void => undefined;

/** One that serves for all the tests here; the last of them stops it. */
beforeAll(async () => {
  served = await new Promise<OwnServed>((resolve, reject) => {
    const untilReleased = async (one: OwnServed) =>
      new Promise<void>((done) => {
        release = done;
        resolve(one);
      });
    whole = onOwnServed(inject('adminUrl'), untilReleased);
    whole.catch(reject);
  });
});
afterAll(async () => {
  release();
  await whole;
});

const get = async (at: string, headers: Record<string, string> = {}) => fetch(served.siteUrl + at, { headers });

/** How many calls are left to whoever calls so. */
const left = async (headers: Record<string, string>) => {
  const told = (await get('/api/v1/counties/532926', headers)).headers.get('RateLimit') ?? '';
  return Number(/r=(\d+)/.exec(told)?.[1]);
};

/** What a program says that ends at once. */
function refusal(program: string, environment: Record<string, string>): string {
  const { status, stderr } = spawnSync(process.execPath, [programFile(program)], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...environment },
    timeout: 60_000,
  });
  expect(status).toBe(1);
  expect(stderr).not.toContain('    at ');
  return stderr;
}

type Line = Readonly<Record<string, unknown>>;
const lines = () =>
  served
    .said()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('the road is walked through what serves in production: calls, letters by SMTP, jobs and the clock', async () => {
  const told: string[] = [];
  await walkAndLook(served, served.wakeAt, (line) => told.push(line));
  expect(told.at(-1)).toMatch(/^A copy of the whole database holds none of the \d+ numbers, codes and keys/);

  // Written by the release and sent by the clock's own thread: nothing but the sign-in's letters goes by itself.
  const letters = (await (await fetch(`${served.mailboxUrl}letters?to=volunteer@example.org`)).json()) as { text: string }[];
  expect(letters.filter(({ text }) => !/^\d{6}$/m.test(text)).length).toBeGreaterThan(0);

  // Printed with the fonts among the files, cut down by the module beside them.
  const [serial] = /ZJ-\d{4}-\w+-\w+/.exec(told.join('\n')) ?? [];
  const { cookie } = await signIn(served, 'volunteer@example.org', { keys: [], codes: [] });
  const paper = await get(`/me/certificates/${serial}/certificate.pdf`, { Cookie: cookie });
  expect([paper.status, (await paper.text()).slice(0, 5)]).toEqual([200, '%PDF-']);
});

test('a line a call: its pattern of addresses, its number and how long it took, and nothing of anybody', async () => {
  const answer = await get('/api/v1/counties/532926', { 'User-Agent': 'somebody@example.org', 'X-Forwarded-For': '198.51.100.6' });
  expect(answer.status).toBe(200);
  const call = lines().find(({ requestId }) => requestId === answer.headers.get('X-Request-Id'));
  expect(call).toEqual({
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    level: 'info',
    event: 'call',
    requestId: expect.any(String),
    method: 'GET',
    route: '/api/v1/counties/:code',
    status: 200,
    milliseconds: expect.any(Number),
  });
  expect(served.said()).not.toMatch(/@example|198\.51|532926/);
  expect(lines().filter(({ event }) => event === 'call').length).toBeGreaterThan(100);
});

test('files come with the headers that the platform gives them, and are not sent twice', async () => {
  const style = await get('/style.css');
  expect(style.status).toBe(200);
  expect(style.headers.get('Content-Type')).toMatch(/^text\/css/);
  expect(style.headers.get('Cache-Control')).toBe('public, max-age=3600');
  expect(style.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect((await get('/style.css', { 'If-None-Match': style.headers.get('ETag') ?? '' })).status).toBe(304);
  expect((await get('/sw.js')).headers.get('Cache-Control')).toBe('no-cache');
  const font = await get('/fonts/plain.ttf');
  const { length } = await font.bytes();
  expect(length).toBeGreaterThan(1_000_000);
  expect(font.headers.get('Content-Length')).toBe(String(length));
  for (const none of ['/_headers', '/docs', '/..%2f..%2fpackage.json']) expect((await get(none)).status).toBe(404);
  expect(await (await get('/')).text()).toContain('</html>');
});

test('who calls is what a trusted proxy says, or who is connected; never what the caller says', async () => {
  const first = await left({ 'X-Forwarded-For': '198.51.100.7' });
  // Another one, whatever stands before it in the chain.
  expect(await left({ 'X-Forwarded-For': '198.51.100.7, 198.51.100.8' })).toBe(first);
  expect(await left({ 'X-Forwarded-For': '198.51.100.7', 'CF-Connecting-IP': '198.51.100.9' })).toBe(first - 1);
});

test('it says that it lives, and that it is ready while its database is of its version', async () => {
  const sql = postgres(served.databaseUrl, { max: 1 });
  expect((await get('/live')).status).toBe(200);
  expect((await get('/ready')).status).toBe(200);
  const newest = await newestMigration();
  await sql`update drizzle.__drizzle_migrations set created_at = ${newest - 1} where created_at = ${newest}`;
  expect(await Promise.all(['/live', '/ready', '/api/v1/health'].map(async (at) => (await get(at)).status))).toEqual([200, 503, 200]);
  await sql`update drizzle.__drizzle_migrations set created_at = ${newest} where created_at = ${newest - 1}`;
  expect((await get('/ready')).status).toBe(200);
  await sql.end();
});

test('everything that is wrong with a configuration is said at once, with what it should be, and no secret', () => {
  const wrong = {
    ...served.environment,
    SITE_URL: 'http://zhijiao.example.org',
    SIGN_IN_SECRET: 'too short',
    SMTP_URL: '',
    DATABASE_URL: 'mysql://u:secret@host/x',
    CLOCK_SECONDS: '0',
    JOBS: 'nowhere',
    HASH_KEY: '',
    HASH_KEY_FILE: '/nowhere/hash-key',
    TRUSTED_PROXIES: '10.0.0.0/99',
  };
  const said = refusal('serve', wrong);
  for (const name of [
    'SITE_URL: must begin with https:',
    'SIGN_IN_SECRET: ',
    'SMTP_URL: is missing (smtp:',
    'DATABASE_URL: ',
    'CLOCK_SECONDS: ',
    'JOBS: ',
    'HASH_KEY_FILE: /nowhere/hash-key cannot be read',
    'TRUSTED_PROXIES: ',
  ])
    expect(said).toContain(`- ${name}`);
  expect(said.match(/^- /gm)).toHaveLength(8);
  expect(said).not.toMatch(/too short|mysql|secret@/);
});

test('what serves goes on while the database is brought to a newer version, and an older one does not begin on it', async () => {
  const owner = openPool(served.databaseUrl, 1);
  await owner`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a version to come', ${(await newestMigration()) + 1})`;
  try {
    expect((await fetch(`${served.siteUrl}/ready`)).status).toBe(200);
    expect((await fetch(`${served.siteUrl}/api/v1/subjects`)).status).toBe(200);
    expect(refusal('serve', { ...served.environment, PORT: '0' })).toContain('written by a newer version');
  } finally {
    await owner`delete from drizzle.__drizzle_migrations where hash = 'of a version to come'`;
    await owner.end();
  }
});

test('a database that is not prepared, or that its owner would serve, is not served', async () => {
  const admin = postgres(inject('adminUrl'), { max: 1 });
  const name = `unprepared_${randomBytes(4).toString('hex')}`;
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const unprepared = new URL(served.environment['DATABASE_URL'] ?? '');
  unprepared.pathname = `/${name}`;
  expect(refusal('serve', { ...served.environment, DATABASE_URL: unprepared.href })).toContain('npm run migrate');
  // Whoever owns the tables passes by row-level security.
  const owner = openPool(served.databaseUrl, 1);
  expect(await databaseState(owner, await newestMigration())).toBe('owned');
  await owner.end();
  const other = {
    ...served.environment,
    DATABASE_OWNER_URL: served.databaseUrl,
    FIELD_KEYS: `1:${Buffer.alloc(32, 7).toString('base64')}`,
  };
  expect(refusal('migrate', other)).toContain('another key of version 1');
});

/** Another one on the same database, with more settings. */
async function servedWith(settings: Record<string, string>) {
  const port = String(await freePort());
  const env = { PATH: process.env['PATH'], ...served.environment, PORT: port, ...settings };
  const watched = spawn(process.execPath, [programFile('serve')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const ended = new Promise((resolve) => watched.once('exit', (status) => resolve({ status, said })));
  await new Promise<void>((resolve) =>
    watched.stdout.on('data', (more: Buffer) => {
      said += more.toString();
      if (said.includes('"event":"started"')) resolve();
    }),
  );
  return { watched, ended, at: `http://127.0.0.1:${port}/api/v1/counties/532926` };
}

test('a collector is told of every call and job: which kind, how long and how it ended, and of nobody', async () => {
  const collector = await startCollector();
  const { watched, ended, at } = await servedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'of-the-test' });
  const traceId = randomBytes(16).toString('hex');
  const asked = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, Authorization: 'Bearer of-nobody' };
  expect(
    (
      await fetch(at, {
        headers: { traceparent: asked.traceparent, 'User-Agent': 'somebody' },
      })
    ).status,
  ).toBe(200);
  expect((await fetch(at, { headers: asked })).status).toBe(401);
  watched.kill('SIGTERM');
  expect(await ended).toMatchObject({ status: 0 });
  collector.end();

  const [first, second] = collector.spans().filter((span) => span.traceId === traceId);
  expect(first).toMatchObject({ name: 'GET /api/v1/counties/:code', parentSpanId: '00f067aa0ba902b7' });
  expect(toldBy(first!)).toMatchObject({
    'http.request.method': 'GET',
    'http.route': '/api/v1/counties/:code',
    'http.response.status_code': 200,
  });
  expect(first?.events?.map((event) => toldBy(event)['db.operation.name'])).toContain('SELECT');
  expect(toldBy(second!)['http.response.status_code']).toBe(401);
  expect(collector.resources()).toContainEqual(expect.objectContaining({ 'service.name': 'of-the-test' }));
  expect(collector.spans().map(({ name }) => name)).toContain('job send-mail');
  const durations = collector.metrics().find(({ name }) => name === 'http.server.request.duration');
  const points = durations?.histogram?.dataPoints.map((point) => [toldBy(point)['http.response.status_code'], Number(point.count)]);
  expect([durations?.unit, points]).toEqual([
    's',
    expect.arrayContaining([
      [200, 1],
      [401, 1],
    ]),
  ]);
  for (const secret of ['532926', 'somebody', 'of-nobody', '127.0.0.1']) expect(collector.text()).not.toContain(secret);
});

test('a collector that never answers keeps nobody from stopping', async () => {
  const collector = await startCollector({ answers: false });
  const { watched, ended, at } = await servedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, STOP_SECONDS: '10' });
  expect((await fetch(at)).status).toBe(200);
  watched.kill('SIGTERM');
  expect(await ended).toEqual({ status: 0, said: expect.stringContaining('"event":"stopped","signal":"SIGTERM"') });
  collector.end();
});

test('asked to end under load it answers everybody who came, and ends', async () => {
  const statuses: number[] = [];
  const goOn = async (at: string): Promise<void> => {
    for (;;) {
      const answer = await get(at);
      await answer.text();
      statuses.push(answer.status);
      // Whoever keeps a connection is told that it is the last answer there.
      if (answer.headers.get('Connection') === 'close') return;
    }
  };
  const load = ['/', '/needs', '/api/v1/needs', '/api/v1/statistics', '/style.css', '/'].map(goOn);
  while (statuses.length < 20) await get('/live');
  const ended = new Promise((resolve) => served.process.once('exit', resolve));
  served.process.kill('SIGTERM');
  await Promise.all(load);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const status = await ended;
  expect({ status, ...lines().at(-1) }).toMatchObject({ status: 0, event: 'stopped', signal: 'SIGTERM' });
  await expect(get('/live')).rejects.toThrow();
});
