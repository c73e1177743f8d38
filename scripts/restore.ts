import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import postgres from 'postgres';

import { loadArchive } from './archive/load-archive.ts';
import { keysFile, readManifest, type Manifest } from './archive/manifest.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { DataFolder } from './installation/data-folder.ts';
import { startEmbeddedPostgres } from './installation/embedded-postgres.ts';
import { setting } from './installation/environment.ts';
import { fingerprintOf, readKeys } from './installation/keys.ts';
import { makeDatabase, refuseUnfitDatabase } from './installation/prepare-database.ts';

const usage = `Usage: npm run restore -- FOLDER [--keys FILE] [--as-copy]
  Makes an installation of what npm run archive wrote, in a data folder that has none yet (ZHIJIAO_DATA, .data), or in the empty
  database of DATABASE_URL. Then npm start serves it.
  --keys FILE   keys.json of the installation that was archived, where it does not lie beside the archive or in the data folder
  --as-copy     the other goes on: letters that wait there are not sent from here, its webhooks are not
                told from here, and its programs' tokens open nothing here`;

type Flags = { readonly folder: string; readonly keys: string | undefined; readonly asCopy: boolean };

/** Makes an installation of an archive: all of it or nothing. */
async function main(): Promise<void> {
  const flags = readFlags();
  const manifest = await readManifest(flags.folder);
  const data = await DataFolder.take(setting('ZHIJIAO_DATA') ?? '.data');
  try {
    if (setting('DATABASE_URL') === undefined && existsSync(data.postgres)) {
      throw new CannotStart(`${data.path} has a database already. Choose another folder with ZHIJIAO_DATA.`);
    }
    const hadKeys = existsSync(data.keys);
    if (!hadKeys) await putKeys(flags, data, manifest);
    await refuseOtherKeys(data, manifest);
    const waiting = await restored(flags, data, manifest).catch(async (error: unknown) => {
      // Half an installation is none. Keys that were there before stay.
      if (!hadKeys) await data.empty();
      throw error;
    });
    report(manifest, waiting, flags);
  } finally {
    await data.release();
  }
}

/** The keys that open the archive, in their place: given, or from beside it. */
async function putKeys({ folder, keys }: Flags, data: DataFolder, manifest: Manifest): Promise<void> {
  const file = keys ?? keysFile(folder);
  if (existsSync(file)) return copyFile(file, data.keys);
  if (keys !== undefined) throw new CannotStart(`There is no ${keys}.`);
  if (Object.keys(manifest.keys).length === 0) return;
  throw new CannotStart(
    'What is encrypted in the archive cannot be opened: give keys.json of the installation that was archived with --keys FILE.',
  );
}

async function refuseOtherKeys(data: DataFolder, manifest: Manifest): Promise<void> {
  const { fieldKeys } = await readKeys(data.keys);
  const others = Object.entries(manifest.keys).filter(([version, fingerprint]) => {
    const key = fieldKeys[version];
    return key === undefined || fingerprintOf(key) !== fingerprint;
  });
  if (others.length === 0) return;
  throw new CannotStart(
    `The archive was encrypted with another key of version ${others.map(([version]) => version).join(', ')} than ${data.keys} has.`,
  );
}

/** Loads it; gives how many letters wait to be sent. */
async function restored({ folder, asCopy }: Flags, data: DataFolder, manifest: Manifest): Promise<number> {
  const given = setting('DATABASE_URL');
  if (given !== undefined) return load(await emptyDatabase(given), folder, manifest, asCopy);
  const server = await startEmbeddedPostgres(data.postgres);
  try {
    return await load(await makeDatabase(server.adminUrl), folder, manifest, asCopy);
  } finally {
    await server.stop();
  }
}

async function emptyDatabase(url: string): Promise<string> {
  await refuseUnfitDatabase(url);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const [held] = await sql`select 1 from pg_tables where schemaname = 'public' limit 1`;
    if (held !== undefined) throw new CannotStart('The database of DATABASE_URL holds tables already. Give an empty one.');
    return url;
  } finally {
    await sql.end();
  }
}

async function load(ownerUrl: string, folder: string, manifest: Manifest, asCopy: boolean): Promise<number> {
  console.log('Loading …');
  await loadArchive(ownerUrl, folder, manifest);
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    if (asCopy) await beCopy(sql);
    const [outbox] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from messages where sent_at is null and failed_at is null`;
    return outbox?.waiting ?? 0;
  } finally {
    await sql.end();
  }
}

/** What only the other may do: send its letters, serve its programs. */
async function beCopy(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update messages set failed_at = now(), failure = 'too_late', sealed_letter = null where sent_at is null and failed_at is null`;
    await tx`delete from tokens`;
    await tx`delete from webhooks`;
  });
}

function report({ madeAt, tables }: Manifest, waiting: number, { asCopy }: Flags): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `${rows.toLocaleString('en')} rows of ${tables.length} tables as of ${madeAt} are loaded; every constraint and the chain of events hold.`,
  );
  if (asCopy)
    console.log(
      'It is a copy: it sends none of the letters that wait in the other, tells none of its webhooks, and has none of its tokens.',
    );
  else if (waiting > 0)
    console.log(
      `${waiting === 1 ? 'One letter waits and goes' : `${waiting} letters wait and go`} out from here once it runs. If the other goes on, restore with --as-copy.`,
    );
  console.log('Start it: npm start');
}

function readFlags(): Flags {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { keys: { type: 'string' }, 'as-copy': { type: 'boolean', default: false } },
    });
    const [folder, ...more] = positionals;
    const keys = values.keys === undefined ? undefined : path.resolve(values.keys);
    if (folder !== undefined && more.length === 0) return { folder: path.resolve(folder), keys, asCopy: values['as-copy'] };
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
  throw new CannotStart(usage);
}

await runCommand(main);
