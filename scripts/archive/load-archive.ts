import { createReadStream } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import postgres from 'postgres';

import { CannotStart } from '../installation/cannot-start.ts';
import { migrateDatabase, migrationsFolder, readJournal } from '../installation/migrate.ts';
import { Hashing } from './hashing.ts';
import { tableFile, type ArchivedTable, type Manifest } from './manifest.ts';
import { leftBehind, listTables } from './tables.ts';

/**
 * Loads an archive into an empty database: makes the tables as they were when it was written, fills them in one transaction in which
 * PostgreSQL checks every constraint, looks the chain of events over, and only then brings all of it up to this version. Throws a
 * CannotStart, and leaves the database without rows, where a file is not as the manifest says or the chain does not hold.
 */
export async function loadArchive(ownerUrl: string, folder: string, manifest: Manifest): Promise<void> {
  await withMigrationsOf(manifest, async (migrations) => migrateDatabase(ownerUrl, migrations));
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.begin(async (tx) => fill(tx as unknown as postgres.Sql, folder, manifest));
  } finally {
    await sql.end();
  }
  await migrateDatabase(ownerUrl);
}

/** The migrations up to the archive's own: its rows fit the tables of then. */
async function withMigrationsOf({ migration }: Manifest, work: (folder: string) => Promise<void>): Promise<void> {
  const journal = await readJournal();
  if (!journal.entries.some(({ when }) => when === migration)) {
    throw new CannotStart('The archive was written by a newer version of Zhijiao. Update this checkout first.');
  }
  const earlier = await mkdtemp(path.join(tmpdir(), 'zhijiao-migrations-'));
  try {
    await cp(migrationsFolder, earlier, { recursive: true });
    const entries = journal.entries.filter(({ when }) => when <= migration);
    await writeFile(path.join(earlier, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
    await work(earlier);
  } finally {
    await rm(earlier, { recursive: true, force: true });
  }
}

async function fill(sql: postgres.Sql, folder: string, { tables }: Manifest): Promise<void> {
  const present = await listTables(sql);
  refuseOtherTables(
    present.map(({ name }) => name).filter((name) => !leftBehind.includes(name)),
    tables,
  );
  const all = present.map(({ name }) => `"${name}"`);
  // What the rows brought about has come about: it is in the archive as well. Constraints and references stay, and check every row.
  const ever = await listEverFiring(sql);
  for (const table of all) await sql.unsafe(`alter table ${table} disable trigger user`);
  await sql.unsafe(`truncate ${all.join(', ')}`);
  for (const table of tables) await loadTable(sql, folder, table);
  await setSequences(sql);
  // Before a table's triggers are altered again, what waits to be checked must be.
  await sql`set constraints all immediate`;
  for (const table of all) await sql.unsafe(`alter table ${table} enable trigger user`);
  for (const { table, trigger } of ever) await sql`alter table ${sql(table)} enable always trigger ${sql(trigger)}`;
  const [broken] = await sql<{ at: string }[]>`select at::text from first_broken_event() at where at is not null`;
  if (broken !== undefined)
    throw new CannotStart(`The archive's chain of events does not hold from event ${broken.at} on. Nothing was loaded.`);
}

/** Triggers that fire for a replica too: enabled again like the others, they would not. */
async function listEverFiring(sql: postgres.Sql): Promise<{ table: string; trigger: string }[]> {
  return sql<{ table: string; trigger: string }[]>`
    select c.relname as table, t.tgname as trigger from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled = 'A'`;
}

function refuseOtherTables(present: readonly string[], archived: readonly ArchivedTable[]): void {
  const names = new Set(archived.map(({ name }) => name));
  const missing = present.filter((name) => !names.has(name));
  const unknown = [...names].filter((name) => !present.includes(name));
  if (missing.length + unknown.length === 0) return;
  throw new CannotStart(
    `The archive is not whole: it lacks ${missing.join(', ') || 'nothing'}, and has besides ${unknown.join(', ') || 'nothing'}.`,
  );
}

async function loadTable(sql: postgres.Sql, folder: string, table: ArchivedTable): Promise<void> {
  const { name, rows, sha256 } = table;
  const file = tableFile(folder, name);
  const hashed = new Hashing();
  try {
    await pipeline(createReadStream(file), createGunzip(), hashed, await sinkFor(sql, table));
  } catch (error) {
    throw new CannotStart(`${file} cannot be loaded: ${(error as Error).message}. Nothing was loaded.`);
  }
  const [counted] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(name)}`;
  if (hashed.sha256() !== sha256 || counted?.rows !== rows) {
    throw new CannotStart(`${file} is not as it was when it was written. Nothing was loaded.`);
  }
}

/** Where a table's rows go; those of an empty one need not travel, only be looked at. */
async function sinkFor(sql: postgres.Sql, { name, columns, rows }: ArchivedTable): Promise<Writable> {
  if (rows === 0) return new Writable({ write: (_chunk, _encoding, done) => done() });
  const list = columns.map((column) => `"${column}"`).join(', ');
  return sql.unsafe(`copy "${name}" (${list}) from stdin (format csv, header true)`).writable();
}

/** What counts by itself goes on after the largest that is there. */
async function setSequences(sql: postgres.Sql): Promise<void> {
  const columns = await sql<{ table: string; column: string; sequence: string }[]>`
    select c.relname as table, a.attname as column, pg_get_serial_sequence(c.relname, a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and a.attidentity <> ''`;
  for (const { table, column, sequence } of columns) {
    await sql`select setval(${sequence}, coalesce(max(${sql(column)}), 0) + 1, false) from ${sql(table)}`;
  }
}
