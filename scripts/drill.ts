import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import postgres from 'postgres';

import { aimAt, giveToServer, takeBaseBackup } from './drill/base-backup.ts';
import { Programme } from './drill/programme.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { startEmbeddedPostgres, type Server } from './installation/embedded-postgres.ts';
import { readKeys, type Keys } from './installation/keys.ts';
import { fillDatabase, makeDatabase, openForApplication } from './installation/prepare-database.ts';

const usage = `Usage: npm run drill -- [--empty]
  Drills the return from a mistake, on an installation of its own that is gone afterwards: a base backup while the programme goes on,
  the log kept from then on, a table emptied by hand, and a second cluster of the instant before. docs/operating.md has the same steps for yours.
  --empty   without demonstration data: quicker`;

/** What stood in the database at an instant. */
type Held = { readonly at: string; readonly rows: ReadonlyMap<string, number>; readonly confirmed: readonly string[] };
type Drill = { readonly folder: string; readonly log: string; readonly keys: Keys; readonly secret: string };

async function main(): Promise<void> {
  const { empty } = readFlags();
  const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-drill-'));
  try {
    const drill = {
      folder,
      log: path.join(folder, 'log'),
      keys: await readKeys(path.join(folder, 'keys.json')),
      secret: randomBytes(32).toString('hex'),
    };
    await mkdir(drill.log);
    await giveToServer(drill.log);
    const before = await liveAndErr(drill, empty);
    await returnTo(drill, before);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs an installation up to a mistake and a little beyond; gives what it held just before. */
async function liveAndErr({ folder, log, keys, secret }: Drill, empty: boolean): Promise<Held> {
  const cluster = path.join(folder, 'live');
  const server = await startEmbeddedPostgres(cluster, { flags: ['archive_mode=on'] });
  try {
    const ownerUrl = await makeDatabase(server.adminUrl);
    const databaseUrl = await openForApplication(ownerUrl, { secret, keys });
    await fillDatabase(ownerUrl, { empty, keys });
    const sql = postgres(ownerUrl, { max: 3, onnotice: () => undefined });
    await sql.unsafe(`alter system set archive_command = 'cp "%p" "${log}/%f"'`);
    await sql`select pg_reload_conf()`;
    const programme = await Programme.open(ownerUrl, databaseUrl, keys);
    const before = await erring(sql, programme, cluster, path.join(folder, 'backup'));
    await programme.end();
    await keepLog(sql);
    await sql.end();
    return before;
  } finally {
    await server.stop();
  }
}

async function erring(sql: postgres.Sql, programme: Programme, cluster: string, backup: string): Promise<Held> {
  programme.goOn();
  const begun = performance.now();
  const bytes = await takeBaseBackup(sql, cluster, backup);
  await programme.pause();
  const meanwhile = programme.confirmed.length;
  console.log(`A base backup of ${mebibytes(bytes)} was taken in ${seconds(begun)}; meanwhile ${meanwhile} stations were registered.`);
  programme.goOn();
  await programme.pause();
  const before = await heldNow(sql, programme);
  await sql`truncate applications cascade`;
  programme.goOn();
  await programme.pause();
  const later = programme.confirmed.length - before.confirmed.length;
  console.log(
    `At ${before.at} there were ${before.confirmed.length}. Then the table of applications was emptied by mistake, and ${later} more followed.`,
  );
  return before;
}

/** Everything that stands in the log is kept once the segment in use is closed and copied. */
async function keepLog(sql: postgres.Sql): Promise<void> {
  const [closed] = await sql<{ segment: string }[]>`select pg_walfile_name(pg_switch_wal()) as segment`;
  for (let tries = 0; tries < 300; tries += 1) {
    const [kept] = await sql<{ last: string | null }[]>`select last_archived_wal as last from pg_stat_archiver`;
    if ((kept?.last ?? '') >= (closed?.segment ?? '')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new CannotStart('The log was not kept within half a minute.');
}

/** Starts a second cluster of the base backup and the log, of the instant before, and compares. */
async function returnTo({ folder, log, keys, secret }: Drill, before: Held): Promise<void> {
  const cluster = path.join(folder, 'backup');
  await aimAt(cluster, log, before.at);
  await copyFile(path.join(folder, 'live.password'), `${cluster}.password`);
  const begun = performance.now();
  const server = await startEmbeddedPostgres(cluster);
  try {
    const sql = await recovered(server);
    console.log(`Back at ${before.at} after ${seconds(begun)}, from the backup and ${(await readdir(log)).length} files of the log.`);
    // Its keys open what is encrypted, and this version serves it: both are refused otherwise.
    await openForApplication(await makeDatabase(server.adminUrl), { secret, keys });
    report(before, await heldNow(sql, { confirmed: await stationsIn(sql) }), await brokenEvent(sql));
    await sql.end();
  } finally {
    await server.stop();
  }
}

async function recovered(server: Server): Promise<postgres.Sql> {
  const sql = postgres(await makeDatabase(server.adminUrl), { max: 1, onnotice: () => undefined });
  for (let tries = 0; tries < 600; tries += 1) {
    const [state] = await sql<{ under: boolean }[]>`select pg_is_in_recovery() as under`;
    if (state?.under === false) return sql;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new CannotStart('The second cluster did not come to the instant within a minute.');
}

async function heldNow(sql: postgres.Sql, { confirmed }: { readonly confirmed: readonly string[] }): Promise<Held> {
  const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const rows = new Map<string, number>();
  for (const { name } of tables) rows.set(name, Number((await sql`select count(*) from ${sql(name)}`)[0]?.['count']));
  const [clock] = await sql<
    { at: string }[]
  >`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || ' UTC' as at`;
  return { at: clock?.at ?? '', rows, confirmed: [...confirmed] };
}

async function stationsIn(sql: postgres.Sql): Promise<string[]> {
  return (await sql<{ name: string }[]>`select name_en as name from stations where name_en like 'Drill station %'`).map(({ name }) => name);
}

async function brokenEvent(sql: postgres.Sql): Promise<string | undefined> {
  const [broken] = await sql<{ at: string | null }[]>`select at::text from first_broken_event() at`;
  return broken?.at ?? undefined;
}

function report(before: Held, after: Held, broken: string | undefined): void {
  const there = new Set(after.confirmed);
  const lost = before.confirmed.filter((station) => !there.has(station)).length;
  const tooMany = after.confirmed.length - (before.confirmed.length - lost);
  const other = [...before.rows].filter(([table, rows]) => after.rows.get(table) !== rows);
  for (const [table, rows] of other) console.log(`  ${table}: ${rows} rows then, ${after.rows.get(table) ?? 'none'} now`);
  const total = [...before.rows.values()].reduce((sum, rows) => sum + rows, 0);
  console.log(
    `${lost} of ${before.confirmed.length} confirmed stations lost, ${tooMany} of the later ones there; of ${before.rows.size} tables with ${total} rows ` +
      `${other.length} differ; the chain of events ${broken === undefined ? 'holds' : `breaks at ${broken}`}.`,
  );
  process.exitCode = lost + tooMany + other.length === 0 && broken === undefined ? 0 : 1;
}

const seconds = (begun: number) => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

function readFlags(): { readonly empty: boolean } {
  try {
    const { values } = parseArgs({ options: { empty: { type: 'boolean', default: false } } });
    return values;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

await runCommand(main);
