import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DateTime } from 'luxon';
import postgres from 'postgres';

import { startEmbeddedPostgres } from '../../scripts/installation/embedded-postgres.ts';
import { makeApplicationRole, migrateDatabase } from '../../scripts/installation/migrate.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { buildApp } from '../../src/app.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';
import { openDatabase } from '../../src/db/client.ts';
import { makeRecord } from './record.ts';

const sizes = [10_000, 1_000_000] as const;
const rounds = 11;
const questions = [
  '/statistics',
  '/statistics?by=province',
  '/statistics?by=county',
  '/statistics?by=year&and=province',
  '/statistics?by=season&county=532926',
  '/statistics/rows?province=530000',
] as const;

type Site = {
  readonly completions: number;
  readonly ask: (path: string) => Promise<number>;
  readonly write: () => Promise<number>;
  readonly end: () => Promise<void>;
};

/** Asks the site the same on ten thousand completed placements and on a million, in turn, and prints the medians with their ratio. */
export async function benchStatistics(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-bench-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'postgres'), {
    flags: ['fsync=off', 'synchronous_commit=off', 'maintenance_work_mem=256MB', 'work_mem=64MB', 'max_wal_size=8GB'],
  });
  try {
    const sites: Site[] = [];
    for (const completions of sizes) sites.push(await openSite(server.adminUrl, completions));
    console.log(
      `\nStatistics: the whole call through the app on Node ${process.version} and PostgreSQL, median of ${rounds} in turn, milliseconds\n`,
    );
    console.log(`| asked | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} | ratio |\n|---|---|---|---|`);
    for (const question of questions) print(`GET ${question}`, await inTurn(sites, async (site) => site.ask(question)));
    print('one completion written', await inTurn(sites, async (site) => site.write()));
    print('GET /statistics, with those not folded in yet', await inTurn(sites, async (site) => site.ask('/statistics')));
    await Promise.all(sites.map(async (site) => site.end()));
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openSite(adminUrl: string, completions: number): Promise<Site> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const name = `record_${completions}`;
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const owner = new URL(adminUrl);
  owner.pathname = `/${name}`;
  await migrateDatabase(owner.href);
  const role = await makeApplicationRole(owner.href, 'of the measurement alone'.repeat(3));
  const sql = postgres(owner.href, { max: 1, onnotice: () => undefined });
  await seedReference(sql);
  const begun = performance.now();
  await makeRecord(sql, completions);
  console.log(
    `${completions.toLocaleString('en')} completed placements made and counted in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
  // What is written for the measurement goes past the rules of a placement's road, and is noted for the tallies all the same.
  await sql`set session_replication_role = replica`;
  const application = new URL(owner.href);
  application.username = role.user;
  application.password = role.password;
  const db = openDatabase(application.href, { connections: 2 });
  const app = appOn(db);
  return {
    completions,
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
    end: async () => {
      await sql.end();
      await db.$client.end();
    },
  };
}

function appOn(db: ReturnType<typeof openDatabase>) {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
  const url = 'http://localhost:8787';
  return buildApp({
    connect: () => db,
    now: () => DateTime.utc(),
    settings: () => ({
      signIn: { siteUrl: url, secret: 'of the measurement alone, long enough', provider: undefined },
      keys: fieldKeysOf(new Map([[1, key(1)]]), key(9)),
      contact: 'coordinators@example.org',
      siteUrl: url,
      press: {
        font: async () => Promise.reject(new Error('nothing is printed')),
        subsetter: new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
      },
    }),
    post: () => undefined,
  });
}

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
  console.log(`| \`${what}\` | ${small.toFixed(1)} | ${large.toFixed(1)} | ${(large / small).toFixed(2)} |`);
}
