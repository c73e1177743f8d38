import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { loadArchive } from '../../scripts/archive/load-archive.ts';
import { readManifest, tableFile } from '../../scripts/archive/manifest.ts';
import { inOrder, leftBehind } from '../../scripts/archive/tables.ts';
import { writeArchive } from '../../scripts/archive/write-archive.ts';
import { migrateDatabase, migrationsFolder, readJournal } from '../../scripts/installation/migrate.ts';
import { makeFixture } from '../access/fixture.ts';
import { testDatabase } from '../support/database.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';

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
  expect(await asOwner(url, rulesOf)).toEqual(await rulesOf(database.sql));
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

/** What the database holds by itself, and when. */
async function rulesOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ rule: string }[]>`
    select conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid) as rule from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
    union all select tablename || ' ' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || coalesce(with_check, '') from pg_policies
    order by 1`;
  return rows.map(({ rule }) => rule);
}

const moved = new Date('2026-11-01T00:00:00Z');
/** The last version before stations had rooms, and completions a year. */
const before35 = 35;

/** An archive as an earlier version wrote it: a road with a placement under way and a completed one, and a station. */
async function olderArchive(folder: string): Promise<void> {
  const url = await otherDatabase('archive_older', 'nothing');
  const earlier = path.join(home, 'migrations');
  cpSync(migrationsFolder, earlier, { recursive: true });
  const journal = await readJournal();
  writeFileSync(path.join(earlier, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, before35) }));
  await migrateDatabase(url, earlier);
  await asOwner(url, async (sql) => {
    const road = await makeRoad(sql, { volunteers: 2, maximum: 2 });
    await advance(sql, await propose(sql, road, 0), 'offered', 'accepted');
    const completed = await propose(sql, road, 1);
    await sql`insert into stations (county_code, name_zh, name_en, rooms, seats, link, opened_day) values ('532926', '站', 'Station', 3, 31, 'satellite', '2010-03-01')`;
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update placements set state = 'completed' where id = ${completed}`;
      await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
          home_region, days_served, lessons_held, minutes_taught, learners, completed_at)
        select id, account_id, season_id, '530000', county_code, 'english', 'on_site', 'student', 'mainland', 15, 10, 600, 30, '2027-08-01' from placements where id = ${completed}`;
    });
    const { tables, migration } = await writeArchive(sql, folder, moved);
    expect([migration, tables.some(({ name }) => name === 'station_rooms')]).toEqual([journal.entries[before35 - 1]?.when, false]);
  });
}

test('an archive of an older version is loaded as it was, and then brought up to this one, with its rows and every rule', async () => {
  const folder = path.join(home, 'older');
  await olderArchive(folder);
  const url = await otherDatabase('archive_brought_up', 'nothing');
  await loadArchive(url, folder, await readManifest(folder));
  await asOwner(url, async (sql) => {
    expect(await rulesOf(sql)).toEqual(await rulesOf(database.sql));
    const [held] = await sql`select (select count(*)::int from events) > 0 as events, first_broken_event() as broken,
      (select json_agg(seats order by position) from station_rooms) as rooms, (select json_build_array(rooms, seats) from stations) as station,
      (select json_agg(state order by state) from placements) as placements,
      (select json_build_array(c.year, c.request_kind, c.role, c.first_timer, c.learners) from completions c) as completion`;
    expect(held).toEqual({
      events: true,
      broken: null,
      rooms: [11, 10, 10],
      station: [3, 31],
      placements: ['accepted', 'completed'],
      completion: [2027, 'camp', 'teacher', true, 30],
    });
    // Rules of later versions hold for rows of the earlier one.
    await expect(sql`delete from station_rooms where position = 0`).rejects.toThrow('are not those of its rooms');
    await expect(sql`update events set reason = 'another'`).rejects.toThrow('events are only ever added');
    await expect(sql`update placements set state = 'started' where state = 'completed'`).rejects.toThrow();
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
