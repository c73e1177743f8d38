import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import postgres from 'postgres';

import { startEmbeddedPostgres } from '../scripts/installation/embedded-postgres.ts';
import { openKeys, readKeys } from '../scripts/installation/keys.ts';
import { fillDatabase, makeDatabase, openForApplication } from '../scripts/installation/prepare-database.ts';
import { loadMadeUp } from '../seeds/made-up/load.ts';

const most = 14;

/** Prints what the programme's own scale takes on disk, table by table, on a PostgreSQL of its own that is gone afterwards. */
async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-sizes-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'postgres'), { flags: ['fsync=off'] });
  try {
    const url = await makeDatabase(server.adminUrl);
    const keys = await readKeys(path.join(folder, 'keys.json'));
    await openForApplication(url, { secret: 'of the measurement alone'.repeat(3), keys });
    await fillDatabase(url, { empty: true, keys });
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    const bare = await sizeOf(sql);
    await loadMadeUp(url, 'programme', { today: new Date(), keys: openKeys(keys), progress: () => undefined });
    await sql`vacuum analyze`;
    await printTable(sql, bare);
    await sql.end();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function sizeOf(sql: postgres.Sql): Promise<number> {
  const [database] = await sql<{ bytes: string }[]>`select pg_database_size(current_database()) as bytes`;
  return Number(database?.bytes);
}

async function printTable(sql: postgres.Sql, bare: number): Promise<void> {
  const tables = await sql<{ name: string; rows: number; bytes: string }[]>`
    select relname as name, n_live_tup::int as rows, pg_total_relation_size(relid) as bytes from pg_stat_user_tables
    where schemaname = 'public' order by pg_total_relation_size(relid) desc limit ${most}`;
  console.log('| table | rows | KiB with indexes | bytes a row |\n| --- | --: | --: | --: |');
  for (const { name, rows, bytes } of tables) {
    const each = Math.round(Number(bytes) / Math.max(1, rows));
    console.log(
      `| ${name} | ${rows.toLocaleString('en')} | ${Math.round(Number(bytes) / 1024).toLocaleString('en')} | ${each.toLocaleString('en')} |`,
    );
  }
  const whole = await sizeOf(sql);
  const [placements] = await sql<{ rows: number }[]>`select count(*)::int as rows from placements`;
  const rows = placements?.rows ?? 0;
  console.log(
    `\nThe database: ${mebibytes(bare)} without seasons, ${mebibytes(whole)} with them; ${Math.round((whole - bare) / 1024 / rows)} KiB for each of ${rows.toLocaleString('en')} placements, ` +
      'everybody who applied, was checked or was trained included.',
  );
}

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

await main();
