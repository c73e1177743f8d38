import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { migrateDatabase, migrationsFolder } from '../../scripts/installation/migrate.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, makeStation } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Journal = { readonly entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[] };

/** This version's migrations, and those of one that is still to come. */
function withMigration(statements: string): string {
  const later = mkdtempSync(path.join(folder, 'later-'));
  cpSync(migrationsFolder, later, { recursive: true });
  const file = path.join(later, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
  const last = journal.entries.at(-1)!;
  const next = { ...last, idx: last.idx + 1, when: last.when + 1, tag: 'of_a_later_version' };
  writeFileSync(file, JSON.stringify({ ...journal, entries: [...journal.entries, next] }));
  writeFileSync(path.join(later, `${next.tag}.sql`), statements);
  return later;
}

async function isWaiting(): Promise<boolean> {
  const [row] = await database.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    and query ilike '%alter table "stations"%'`;
  return row !== undefined;
}

test('a migration lets everybody go on who comes while it waits for a table, and has it once it is free', async () => {
  await makeRoad(database.sql, { volunteers: 1 });
  const stationId = await makeStation(database.sql);
  const ask = siteFor(database);
  const later = withMigration('alter table "stations" add column "later" text;');
  const statuses: number[] = [];
  let migrating: Promise<void> | undefined;
  await database.sql.begin(async (tx) => {
    // Somebody reads for long, and the migration needs the table for itself.
    await tx`select from stations`;
    migrating = migrateDatabase(database.ownerUrl, later);
    await expect.poll(isWaiting, { timeout: 20_000, interval: 10 }).toBe(true);
    // Were it to wait on, none of these would be answered before the reader is done, who is done once they are.
    for (let calls = 0; calls < 20; calls += 1) statuses.push((await ask('GET', `/stations/${stationId}`)).status);
  });
  await migrating;
  expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
  const [column] = await database.sql`select 1 from information_schema.columns where table_name = 'stations' and column_name = 'later'`;
  expect(column).toBeDefined();
  // What served before it goes on serving after it.
  expect((await ask('GET', `/stations/${stationId}`)).status).toBe(200);
});
