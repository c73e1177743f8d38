import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';

import postgres from 'postgres';

import { appWithoutPaper } from '../../scripts/installation/app-without-paper.ts';
import { startEmbeddedPostgres } from '../../scripts/installation/embedded-postgres.ts';
import { makeApplicationRole, migrateDatabase } from '../../scripts/installation/migrate.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';
import { openDatabase } from '../../src/db/client.ts';
import { makeRecord } from './record.ts';

const rounds = 21;
// What is measured is read; how safely the made-up rows are kept is not.
const flags = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'autovacuum=off',
  'jit=off',
  'shared_buffers=1GB',
  'maintenance_work_mem=256MB',
  'work_mem=64MB',
  'max_wal_size=8GB',
];
const quiet = { max: 1, onnotice: () => undefined } as const;
const questions = [
  '/statistics',
  '/statistics?by=province',
  '/statistics?by=county',
  '/statistics?by=year&and=province',
  '/statistics?by=season&county=532926',
  '/statistics/rows?province=530000',
] as const;

type Site = {
  readonly ask: (path: string) => Promise<number>;
  readonly write: () => Promise<number>;
};

/** What is to be ended, the last that was begun first. */
type Ends = (() => Promise<void>)[];

/**
 * Asks the site the same on two records, one with many times the completed placements of the other, in turn, and prints the medians with their ratio. It is
 * the app in this process, on a PostgreSQL of its own that is gone afterwards, whatever happens; the signal ends it early.
 */
export async function benchSizesOfRecord(sizes: readonly [number, number], signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-bench-'));
  const ends: Ends = [async () => rm(folder, { recursive: true, force: true })];
  try {
    const server = await startEmbeddedPostgres(path.join(folder, 'postgres'), { flags });
    ends.unshift(async () => server.stop());
    const admin = postgres(server.adminUrl, quiet);
    ends.unshift(async () => admin.end({ timeout: 1 }));
    cancelOn(signal, admin, ends);
    const sites: Site[] = [];
    for (const completions of sizes) sites.push(await openSite({ admin, adminUrl: server.adminUrl, completions, ends }));
    signal.throwIfAborted();
    await printTable(sites, sizes);
  } finally {
    for (const end of ends) await end().catch((error: unknown) => console.error(error));
  }
}

/** From the signal on whatever statement runs is cancelled, so that the measurement fails where it is, and its end is reached. */
function cancelOn(signal: AbortSignal, admin: postgres.Sql, ends: Ends): void {
  const cancel = async () =>
    admin`select pg_cancel_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
  const clock = setInterval(() => (signal.aborted ? void cancel().catch(() => undefined) : undefined), 200);
  ends.unshift(async () => Promise.resolve(clearInterval(clock)));
}

async function printTable(sites: readonly Site[], sizes: readonly [number, number]): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  console.log(
    `${day}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}, PostgreSQL on the same machine.`,
  );
  console.log(`The whole call through the app; medians of ${rounds} rounds, both sizes in turn.\n`);
  console.log(`| asked of so many completions | ${sizes.map((size) => `${size.toLocaleString('en')}, ms`).join(' | ')} | ratio |`);
  console.log('| --- | ---: | ---: | ---: |');
  for (const question of questions) print(`\`GET ${question}\``, await inTurn(sites, async (site) => site.ask(question)));
  print('one completion written', await inTurn(sites, async (site) => site.write()));
  print(`\`GET /statistics\`, ${rounds + 1} not yet folded in`, await inTurn(sites, async (site) => site.ask('/statistics')));
}

type Opening = { readonly admin: postgres.Sql; readonly adminUrl: string; readonly completions: number; readonly ends: Ends };

/** A database of its own with so many completions, and the app on it. */
async function openSite({ admin, adminUrl, completions, ends }: Opening): Promise<Site> {
  const name = `record_${completions}`;
  await admin.unsafe(`create database ${name}`);
  const owner = new URL(adminUrl);
  owner.pathname = `/${name}`;
  await migrateDatabase(owner.href);
  const role = await makeApplicationRole(owner.href, 'of the measurement alone'.repeat(3));
  const sql = postgres(owner.href, quiet);
  ends.unshift(async () => sql.end({ timeout: 1 }));
  await seedReference(sql);
  const { made, counted } = await makeRecord(sql, completions);
  console.error(
    `${completions.toLocaleString('en')} completed placements: made in ${made.toFixed(0)} s, counted by rebuild_tallies() in ${counted.toFixed(0)} s`,
  );
  // What is written for the measurement goes past the rules of a placement's road, and is noted for the tallies all the same.
  await sql`set session_replication_role = replica`;
  const application = new URL(owner.href);
  application.username = role.user;
  application.password = role.password;
  const db = openDatabase(application.href, { connections: 2 });
  ends.unshift(async () => db.$client.end({ timeout: 1 }));
  const app = appWithoutPaper(db, { keys: fieldKeysOf(new Map([[1, key(1)]]), key(9)), secret: 'of the measurement alone, long enough' });
  return {
    ask: async (asked) =>
      timed(async () => {
        const response = await app.request(`/api/v1${asked}`);
        if (response.status !== 200) throw new Error(`${asked} answered ${response.status}`);
        await response.text();
      }),
    write: async () =>
      timed(
        async () =>
          sql`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind, home_region,
              days_served, lessons_held, minutes_taught, learners, completed_at)
            select uuidv7(), uuidv7(), season_id, province_code, county_code, subject_code, delivery, volunteer_kind, home_region, 9, 9, 90, 9, now()
            from completions limit 1`,
      ),
  };
}

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Each in its turn, so that what else the machine does falls on all alike. */
async function inTurn(sites: readonly Site[], work: (site: Site) => Promise<number>): Promise<number[]> {
  const times = sites.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, site] of sites.entries()) {
      const ms = await work(site);
      if (round > 0) times[i]?.push(ms);
    }
  }
  return times.map((ms) => ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? Number.NaN);
}

function print(what: string, [small = Number.NaN, large = Number.NaN]: readonly number[]): void {
  console.log(`| ${what} | ${small.toFixed(1)} | ${large.toFixed(1)} | ${(large / small).toFixed(2)} |`);
}
