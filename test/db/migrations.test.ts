import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { migrateDatabase } from '../../scripts/installation/migrate.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';

const migrations = path.resolve(import.meta.dirname, '../../drizzle');
const earlier = mkdtempSync(path.join(tmpdir(), 'zhijiao-migrations-'));
const url = new URL(inject('adminUrl'));
url.pathname = '/migrated_with_data';
let sql: postgres.Sql;

beforeAll(async () => {
  const admin = postgres(inject('adminUrl'), { max: 1 });
  await admin.unsafe('create database migrated_with_data');
  await admin.end();
  sql = postgres(url.href, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await sql.end();
  rmSync(earlier, { recursive: true, force: true });
});

test('a database of the first version that holds a season, placements and events moves forward with all of it', async () => {
  cpSync(migrations, earlier, { recursive: true });
  const journalFile = path.join(earlier, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: unknown[] };
  expect(journal.entries.length).toBeGreaterThan(2);
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 2) }));
  await migrate(drizzle(sql), { migrationsFolder: earlier });

  const road = await makeRoad(sql, { volunteers: 2, maximum: 2 });
  const placementId = await propose(sql, road, 0);
  await advance(sql, placementId, 'offered', 'accepted');
  const [before] = await sql`select (select count(*)::int from events) as events, (select sha256 from event_chain) as chain`;

  await migrateDatabase(url.href);
  await migrateDatabase(url.href);
  const [after] = await sql`select (select count(*)::int from events) as events, (select sha256 from event_chain) as chain`;
  expect(after).toEqual(before);
  await advance(sql, await propose(sql, road, 1), 'offered', 'accepted');
  const [kept] = await sql`select (select count(*)::int from drizzle.__drizzle_migrations) as migrations, first_broken_event() as broken,
    (select taken from lines where id = ${road.lineId}) as taken`;
  expect(kept).toEqual({ migrations: journal.entries.length, broken: null, taken: 2 });
});
