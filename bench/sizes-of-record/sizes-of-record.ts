import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';

import postgres from 'postgres';

import { startEmbeddedPostgres } from '../../scripts/installation/embedded-postgres.ts';
import { accept, offerAll, publish, writeCompletion } from './changes.ts';
import { lists, statistics, type Question } from './questions.ts';
import { openSite, quiet, type Ends, type Site } from './site.ts';
import { inTurn } from './timing.ts';

const rounds = 21;
// How safely the made-up rows are kept is not measured.
const flags = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'autovacuum=off',
  'jit=off',
  'shared_buffers=1GB',
  'maintenance_work_mem=256MB',
  'max_wal_size=8GB',
];

/**
 * Asks the site the same on two records, one with many times the completed placements of the other, in turn, and prints the medians with
 * their ratio. It is the app in this process, on a PostgreSQL of its own that is gone afterwards, whatever happens; the signal ends it
 * early.
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
  console.log(
    `| asked or done at so many completed placements | by | ${sizes.map((size) => `${size.toLocaleString('en')}, ms`).join(' | ')} | ratio |`,
  );
  console.log('| --- | --- | ---: | ---: | ---: |');
  const measure = async (what: string, by: string, work: (site: Site) => Promise<number>) =>
    print(what, by, await inTurn(sites, rounds, work));
  const ask = async (question: Question) => measure(question.name, question.as ?? 'anybody', async (site) => site.ask(question));
  for (const question of [...lists, ...statistics]) await ask(question);
  await measure('one completion written', '', writeCompletion);
  await measure(`\`GET /statistics\`, ${rounds + 1} not yet folded in`, 'anybody', async (site) =>
    site.ask({ name: '', path: '/api/v1/statistics' }),
  );
  await measure('a match of 60 published: `POST /runs/{id}/publish`', 'coordinator', publish);
  const offers = new Map<Site, Awaited<ReturnType<typeof offerAll>>>();
  for (const site of sites) offers.set(site, await offerAll(site));
  await measure('an offer accepted: `POST /placements/{id}/accept`', 'volunteer', async (site) => accept(site, offers.get(site) ?? []));
}

function print(what: string, by: string, [small = Number.NaN, large = Number.NaN]: readonly number[]): void {
  console.log(`| ${what} | ${by} | ${small.toFixed(1)} | ${large.toFixed(1)} | ${(large / small).toFixed(2)} |`);
}
