import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import type postgres from 'postgres';

import { CannotStart } from '../installation/cannot-start.ts';
import { copyOut } from './copy-out.ts';
import { Hashing } from './hashing.ts';
import { archiveFormat, manifestFile, tableFile, type ArchivedTable, type Manifest } from './manifest.ts';
import { leftBehind, listTables, type Table } from './tables.ts';

/**
 * Writes every row of an installation's database into a folder, as it stood at one instant, while the site goes on: a compressed CSV
 * file a table, by its primary key, and a manifest. The same rows give the same text. What was written goes again where it fails.
 */
export async function writeArchive(sql: postgres.Sql, folder: string, madeAt: Date): Promise<Manifest> {
  await makeNew(folder);
  try {
    const manifest = await sql.begin('isolation level repeatable read read only', async (tx) =>
      copied(tx as unknown as postgres.Sql, folder, madeAt),
    );
    // Last of all: without it a folder is no archive.
    await writeFile(manifestFile(folder), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    return manifest;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A folder of this archive's own, which nobody else may read. */
async function makeNew(folder: string): Promise<void> {
  const held = await readdir(folder).catch(() => []);
  if (held.length > 0) throw new CannotStart(`${folder} is not empty. Name a folder that is not there yet.`);
  await mkdir(path.dirname(tableFile(folder, 'any')), { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new CannotStart(`Cannot write to ${folder} (${error.code}).`);
  });
}

async function copied(sql: postgres.Sql, folder: string, madeAt: Date): Promise<Manifest> {
  // What a row looks like as text must not depend on the server's settings.
  await sql`select set_config(name, value, true) from (values ('timezone', 'UTC'), ('datestyle', 'ISO, YMD'), ('intervalstyle', 'iso_8601'),
    ('bytea_output', 'hex'), ('extra_float_digits', '1'), ('statement_timeout', '0')) as s(name, value)`;
  const [applied] = await sql<{ last: string }[]>`select max(created_at) as last from drizzle.__drizzle_migrations`;
  const keys = await sql<{ version: string; fingerprint: string }[]>`select version::text, fingerprint from key_versions order by 1`;
  const tables = (await listTables(sql)).filter(({ name }) => !leftBehind.includes(name));
  const archived: ArchivedTable[] = [];
  for (const table of tables) archived.push(await copyTable(sql, folder, table));
  return {
    format: archiveFormat,
    madeAt: madeAt.toISOString(),
    migration: Number(applied?.last ?? 0),
    tables: archived,
    left: [...leftBehind],
    keys: Object.fromEntries(keys.map(({ version, fingerprint }) => [version, fingerprint])),
  };
}

async function copyTable(sql: postgres.Sql, folder: string, { name, columns, key }: Table): Promise<ArchivedTable> {
  const [counted] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(name)}`;
  const rows = await copyOut(
    sql,
    `copy (select ${list(columns)} from "${name}" order by ${list(key)}) to stdout (format csv, header true)`,
  );
  const hashed = new Hashing();
  await pipeline(rows, hashed, createGzip(), createWriteStream(tableFile(folder, name), { mode: 0o600 }));
  return { name, columns: [...columns], rows: counted?.rows ?? 0, sha256: hashed.sha256() };
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
