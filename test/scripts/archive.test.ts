import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { loadArchive } from '../../scripts/archive/load-archive.ts';
import { readManifest, tableFile } from '../../scripts/archive/manifest.ts';
import { inOrder, leftBehind } from '../../scripts/archive/tables.ts';
import { writeArchive } from '../../scripts/archive/write-archive.ts';
import { makeFixture } from '../access/fixture.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase();
const home = mkdtempSync(path.join(tmpdir(), 'zhijiao-archive-'));
const first = path.join(home, 'first');
const made = new Date('2027-04-02T00:00:00Z');

/** A database on the tests' server: without a table, or with those of this version. */
async function otherDatabase(name: string, has: 'nothing' | 'tables' = 'tables'): Promise<string> {
  const admin = postgres(inject('adminUrl'), { max: 1 });
  await admin.unsafe(`create database ${name} template ${has === 'nothing' ? 'template1' : 'template_zhijiao strategy file_copy'}`);
  await admin.end();
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function asOwner<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

beforeAll(async () => {
  await makeFixture(database);
  await database.sql`insert into sessions (account_id, token, expires_at) select id, 'under way', now() + interval '1 hour' from accounts limit 1`;
  await writeArchive(database.sql, first, made);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('an archive that was loaded elsewhere is written again to the byte, and what only a running installation needs stays behind', async () => {
  const url = await otherDatabase('archive_loaded', 'nothing');
  await loadArchive(url, first, await readManifest(first));
  const second = path.join(home, 'second');
  const [again, before] = [await asOwner(url, async (sql) => writeArchive(sql, second, made)), await readManifest(first)];
  expect(again).toEqual(before);
  expect(before.tables.find(({ name }) => name === 'placements')?.rows).toBe(2);
  expect(before.tables.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['sessions']));
  const [counted] = await asOwner(
    url,
    async (sql) => sql`select (select count(*)::int from sessions) as sessions, first_broken_event() as broken`,
  );
  expect(counted).toEqual({ sessions: 0, broken: null });
  // What the database refuses by itself it refuses here too, and what counts goes on counting.
  await asOwner(url, async (sql) => {
    await expect(sql`update events set reason = 'another'`).rejects.toThrow('events are only ever added');
    await expect(sql`update placements set state = 'completed'`).rejects.toThrow();
    const next =
      await sql`select nextval(pg_get_serial_sequence('certificates', 'status_index')) > coalesce(max(status_index), 0) as after from certificates`;
    expect(next[0]).toEqual({ after: true });
  });
});

test('every table there is goes into the archive or is named as left behind', async () => {
  const tables = await database.sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const { tables: archived, left } = await readManifest(first);
  expect([...archived.map(({ name }) => name), ...left].toSorted()).toEqual(tables.map(({ name }) => name));
  expect(left).toEqual(leftBehind);
});

test('a file that was changed is found, and nothing is loaded', async () => {
  const folder = path.join(home, 'changed');
  await writeArchive(database.sql, folder, made);
  const file = tableFile(folder, 'counties');
  writeFileSync(file, gzipSync(gunzipSync(readFileSync(file)).toString().replace('Guandu', 'Guangdu')));
  const url = await otherDatabase('archive_changed');
  await expect(loadArchive(url, folder, await readManifest(folder))).rejects.toThrow('is not as it was when it was written');
  expect(await asOwner(url, async (sql) => [...(await sql`select count(*)::int as accounts from accounts`)])).toEqual([{ accounts: 0 }]);
});

test('an event that was changed, with the hash of its file, breaks the chain', async () => {
  const folder = path.join(home, 'forged');
  const manifest = await writeArchive(database.sql, folder, made);
  const url = await otherDatabase('archive_forged');
  await asOwner(url, async (sql) => {
    await loadArchive(url, folder, manifest);
    await sql`alter table events disable trigger user`;
    await sql`update events set actor_name = 'somebody else' where sequence = 3`;
    const forged = path.join(home, 'forged-again');
    const other = await writeArchive(sql, forged, made);
    await expect(loadArchive(await otherDatabase('archive_refused'), forged, other)).rejects.toThrow('does not hold from event 3 on');
  });
});

test('a folder without a manifest is no archive; one that holds something is not written over', async () => {
  await expect(readManifest(home)).rejects.toThrow('holds no archive');
  await expect(writeArchive(database.sql, first, made)).rejects.toThrow('is not empty');
});

test('tables that refer to each other in a circle are refused, not loaded in some order', () => {
  const references = [
    { from: 'b', to: 'a' },
    { from: 'c', to: 'b' },
    { from: 'c', to: 'c' },
  ];
  expect(inOrder(['c', 'b', 'a'], references)).toEqual(['a', 'b', 'c']);
  expect(() => inOrder(['a', 'b'], [...references, { from: 'a', to: 'b' }])).toThrow('in a circle: a, b');
});
