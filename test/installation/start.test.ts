import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

import postgres from 'postgres';
import { afterAll, expect, inject, test } from 'vitest';

import { freePort } from '../../scripts/installation/ports.ts';
import { Installations, untilReady, type Started } from '../support/installation.ts';

const installations = new Installations();
const { folder, data } = installations;
const start = installations.start.bind(installations);
afterAll(() => installations.end());
async function stop(started: Started): Promise<number | null> {
  started.process.kill('SIGINT');
  return started.ended;
}

async function refusal(flags: readonly string[], environment: Record<string, string>): Promise<string> {
  const started = await start(flags, environment);
  expect(await started.ended).toBe(1);
  expect(started.said()).not.toContain('    at ');
  return started.said();
}

async function asOwner<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const { databaseUrl } = JSON.parse(readFileSync(path.join(data, 'installation.json'), 'utf8')) as { databaseUrl: string };
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

test('an installation starts with demonstration data, keeps what it holds through crash and stop, and begins anew when asked', async () => {
  const first = await start();
  await untilReady(first);
  expect(first.said()).toContain('100 %');
  expect(first.said()).toContain('coordinator@example.org');
  expect(await (await fetch(`http://127.0.0.1:${first.port}/api/v1/health`)).json()).toEqual({ status: 'ok' });
  const { items } = (await (await fetch(`http://127.0.0.1:${first.port}/api/v1/needs`)).json()) as { items: unknown[] };
  expect(items.length).toBeGreaterThan(10);
  await asOwner((sql) => sql`delete from account_roles where account_id = (select id from accounts where email = 'county@example.org')`);
  expect(await refusal([], {})).toContain(`process ${first.process.pid}`);

  first.process.kill('SIGKILL');
  await first.ended;
  const second = await start();
  await untilReady(second);
  expect(second.said()).not.toContain('100 %');
  const [kept] = await asOwner(
    (sql) => sql`select (select count(*)::int from seasons) as seasons,
    (select count(*)::int from account_roles r join accounts a on a.id = r.account_id where a.email = 'county@example.org') as roles`,
  );
  expect(kept?.['seasons']).toBeGreaterThan(5);
  expect(kept?.['roles']).toBe(0);
  // What the start brought up is gone once it says that it stopped.
  const { databaseUrl } = JSON.parse(readFileSync(path.join(data, 'installation.json'), 'utf8')) as { databaseUrl: string };
  await asOwner((sql) => sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)`);
  expect(await stop(second)).toBe(0);
  await expect(postgres(databaseUrl, { max: 1, connect_timeout: 2 })`select 1`).rejects.toThrow('ECONNREFUSED');
  await expect(fetch(`http://127.0.0.1:${second.port}/`)).rejects.toThrow();

  expect(await refusal([], {})).toContain('newer version');
  const fresh = await start(['--fresh', '--empty']);
  await untilReady(fresh);
  const [anew] = await asOwner(
    (sql) => sql`select (select count(*)::int from seasons) as seasons, (select count(*)::int from accounts) as accounts`,
  );
  expect(anew).toEqual({ seasons: 0, accounts: 5 });
  expect(await stop(fresh)).toBe(0);
});

test('what stands in the way is said in a sentence, and nothing is damaged', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
  );
  expect(await refusal([], { PORT: String(port) })).toMatch(/Port \d+ is taken.*PORT=/);
  taken.close();
  expect(await refusal([], { PORT: 'eighty' })).toContain('PORT is "eighty"');
  expect(await refusal(['--frehs'], {})).toMatch(/--frehs[\s\S]*Usage:/);
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  expect(await refusal([], { ZHIJIAO_DATA: path.join(file, 'data') })).toContain('Cannot write to');
  expect(await refusal([], { DATABASE_URL: 'not an address' })).toContain('DATABASE_URL is no address');
  const unencrypted = { SITE_URL: 'http://zhijiao.example.org', OPENID_CLIENT_ID: 'x' };
  expect(await refusal(['--empty'], unencrypted)).toContain('SITE_URL: must begin with https:');
  expect(await refusal([], { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/none' })).toContain('Cannot use the database none on 127.0.0.1:1');
  expect(await refusal(['--fresh'], { DATABASE_URL: inject('adminUrl') })).toContain('--fresh');
});

test('what DATABASE_URL cannot mean is refused before anything is touched', async () => {
  const admin = postgres(inject('adminUrl'), { max: 1 });
  await admin.unsafe('create database of_something_else');
  const other = new URL(inject('adminUrl'));
  other.pathname = '/of_something_else';
  const sql = postgres(other.href, { max: 1 });
  await sql`create table accounts (mine text)`;
  expect(await refusal([], { DATABASE_URL: other.href })).toMatch(/of_something_else.*something else \(accounts/);
  expect(await sql`select tablename from pg_tables where schemaname = 'public'`).toHaveLength(1);
  await sql.end();
  await admin.end();
  other.pathname = '';
  expect(await refusal([], { DATABASE_URL: other.href })).toContain('names no database');
  expect(await refusal([], { DATABASE_URL: 'mysql://u:p@localhost/x' })).toContain('no address of a PostgreSQL');
});

test('a PostgreSQL of the user’s own serves as well; two installations on it have a role each, which neither can guess of the other', async () => {
  const admin = postgres(inject('adminUrl'), { max: 1 });
  const started: Started[] = [];
  for (const name of ['first', 'second']) {
    await admin.unsafe(`create database side_by_side_${name}`);
    const url = new URL(inject('adminUrl'));
    url.pathname = `/side_by_side_${name}`;
    started.push(await start(['--empty'], { DATABASE_URL: url.href, ZHIJIAO_DATA: path.join(folder, name) }));
    await untilReady(started.at(-1)!);
  }
  for (const { port } of started) expect((await fetch(`http://127.0.0.1:${port}/api/v1/counties/532926`)).status).toBe(200);
  const secrets = ['first', 'second'].map((name) => readFileSync(path.join(folder, name, 'application.secret'), 'utf8'));
  expect(new Set(secrets).size).toBe(2);
  for (const one of started) expect(await stop(one)).toBe(0);
  await admin.end();
});

test('when its database is gone, the installation says so and ends; it starts again under npm, and ends with it', async () => {
  const place = path.join(folder, 'lost');
  const started = await start(['--empty'], { ZHIJIAO_DATA: place });
  await untilReady(started);
  process.kill(Number.parseInt(readFileSync(path.join(place, 'postgres/postmaster.pid'), 'utf8'), 10), 'SIGKILL');
  expect(await started.ended).toBe(1);
  expect(started.said()).toContain('The database ended by itself');
  await underNpm(place);
});

/** What is left in a folder starts again, under npm; when npm is told to end, what it started ends as well. */
async function underNpm(place: string): Promise<void> {
  const port = await freePort();
  const npm = spawn('npm', ['start', '--', '--empty'], {
    env: { ...process.env, PORT: String(port), ZHIJIAO_DATA: place },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => npm.stdout.on('data', (said: Buffer) => (said.includes('is ready') ? resolve() : undefined)));
  npm.kill('SIGTERM');
  // Its pipe closes when the last of those that hold it is gone.
  await new Promise((resolve) => npm.stdout.once('close', resolve));
  await expect(fetch(`http://127.0.0.1:${port}/api/v1/health`)).rejects.toThrow();
  expect(existsSync(path.join(place, 'postgres/postmaster.pid'))).toBe(false);
}

test('a folder that cannot be made is refused at once, and help is not a refusal', async () => {
  expect(await refusal([], { ZHIJIAO_DATA: '/proc/nope' })).toContain('Cannot write to /proc/nope');
  const help = await start(['--help']);
  expect(await help.ended).toBe(0);
  expect(help.said()).toContain('Usage: npm start');
});
