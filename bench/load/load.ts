import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';

import postgres from 'postgres';

import { startEmbeddedPostgres } from '../../scripts/installation/embedded-postgres.ts';
import { openKeys, readKeys } from '../../scripts/installation/keys.ts';
import { fillDatabase, makeDatabase, openForApplication } from '../../scripts/installation/prepare-database.ts';
import { loadMadeUp } from '../../seeds/made-up/load.ts';
import { drive, type Driven } from './drive.ts';
import { startUps } from './start-up.ts';

const rounds = 3;
const secondsARound = 3;
const clients = 16;
const startsMeasured = 5;

type Question = { readonly name: string; readonly path: string; readonly as?: string; readonly body?: (n: number) => object };

/** From what everybody asks to what only those at work do. What is kept for everybody is also asked of an app that keeps nothing. */
const questions: readonly Question[] = [
  ...ofEverybody('a county', '/api/v1/counties/532926'),
  ...ofEverybody('open needs, a page of the list', '/api/v1/needs'),
  ...ofEverybody('statistics by province', '/api/v1/statistics?by=province'),
  ...ofEverybody('the first page, rendered', '/'),
  ...ofEverybody('open needs, rendered', '/needs'),
  { name: 'who am I', path: '/api/v1/me', as: 'volunteer@example.org' },
  { name: 'placements, a page of the list', path: '/api/v1/placements?limit=50', as: 'coordinator@example.org' },
  {
    name: 'a station registered: rule, row, event, seal',
    path: '/api/v1/stations',
    as: 'coordinator@example.org',
    body: (n) => ({
      countyCode: '532926',
      nameZh: `测量站 ${n}`,
      nameEn: `Measured station ${n}`,
      rooms: 1,
      seats: 30,
      link: 'internet',
      openedDay: '2026-01-01',
    }),
  },
];

function ofEverybody(name: string, at: string): Question[] {
  return [
    { name, path: at },
    { name: `${name}, made anew`, path: `/anew${at}` },
  ];
}

/**
 * Asks the app over HTTP on the programme's own scale, so many clients at once, each operation in turn with a bare handler of one query in the
 * same process, and prints how many calls a second either answers, how long nineteen in twenty, and ninety-nine in a hundred, take at most,
 * how much memory that takes, and how long the site as it is served takes to start.
 */
export async function benchLoad(signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-load-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'postgres'));
  let site: ChildProcess | undefined;
  try {
    const keys = await readKeys(path.join(folder, 'keys.json'));
    const ownerUrl = await makeDatabase(server.adminUrl);
    const databaseUrl = await openForApplication(ownerUrl, { secret: randomBytes(32).toString('hex'), keys });
    await fillDatabase(ownerUrl, { empty: true, keys });
    await loadMadeUp(ownerUrl, 'programme', { today: new Date(), keys: openKeys(keys), progress: () => undefined });
    const tokens = await makeTokens(ownerUrl);
    site = spawn(process.execPath, ['--import', './scripts/pages/read-tsx.ts', 'bench/load/server.ts', databaseUrl, ownerUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = `http://127.0.0.1:${await portOf(site)}`;
    const before = await memoryOf(address);
    await printTable(address, tokens, signal);
    const after = await memoryOf(address);
    console.log(`\nIts process held ${before.held} MB before, ${after.held} MB after, and ${after.most} MB at most.`);
    site.kill('SIGTERM');
    signal.throwIfAborted();
    const starts = await startUps(startsMeasured, databaseUrl, keys);
    console.log(
      `\`npm run serve\`, once built, gave its first good answer ${(median(starts) / 1000).toFixed(2)} s after its start (median of ${startsMeasured}).`,
    );
  } finally {
    site?.kill('SIGTERM');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In megabytes. */
async function memoryOf(address: string): Promise<{ readonly held: string; readonly most: string }> {
  const { held, most } = (await (await fetch(`${address}/memory`)).json()) as { held: number; most: number };
  return { held: (held / 1e6).toFixed(0), most: (most / 1e6).toFixed(0) };
}

async function portOf(site: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    site.stdout?.once('data', (said: Buffer) => resolve(Number(said.toString())));
    site.once('exit', (code) => reject(new Error(`the site ended with ${code}`)));
  });
}

async function printTable(address: string, tokens: ReadonlyMap<string, string>, signal: AbortSignal): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  console.log(
    `\n${day}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}; site, database and ${clients} clients on one machine.`,
  );
  console.log(`Medians of ${rounds} rounds of ${secondsARound} s, in turn with a bare Hono handler with one query.\n`);
  console.log('| asked | calls a second | bare | ratio | 19 in 20 within, ms | bare | 99 in 100 within, ms | bare |');
  console.log('| --- | --: | --: | --: | --: | --: | --: | --: |');
  let asked = 0;
  for (const { name, path: at, as, body } of questions) {
    const headers: Record<string, string> = as === undefined ? {} : { Authorization: `Bearer ${tokens.get(as) ?? ''}` };
    const call = async () =>
      body === undefined
        ? fetch(address + at, { headers })
        : fetch(address + at, {
            method: 'POST',
            headers: { ...headers, 'Content-Type': 'application/json' },
            body: JSON.stringify(body((asked += 1))),
          });
    const [ours, bare]: [Driven[], Driven[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      signal.throwIfAborted();
      bare.push(await drive(async () => fetch(`${address}/bare`), { clients, seconds: secondsARound }));
      ours.push(await drive(call, { clients, seconds: secondsARound }));
    }
    const of = (driven: readonly Driven[], what: keyof Driven) => median(driven.map((one) => one[what]));
    const [a, b] = [of(ours, 'callsASecond'), of(bare, 'callsASecond')];
    const times = (['p95', 'p99'] as const).map((what) => `${of(ours, what).toFixed(1)} | ${of(bare, what).toFixed(1)}`);
    console.log(`| ${name} | ${a.toFixed(0)} | ${b.toFixed(0)} | ${(a / b).toFixed(2)} | ${times.join(' | ')} |`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Keys for who asks, in a database that is ready to be asked. */
async function makeTokens(ownerUrl: string): Promise<ReadonlyMap<string, string>> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  // As a database is that has served for a while: what was completed stands in the tallies, and it knows its tables.
  await sql`select rebuild_tallies()`;
  await sql`analyze`;
  const tokens = new Map<string, string>();
  for (const email of ['volunteer@example.org', 'coordinator@example.org']) {
    const token = randomBytes(32).toString('base64url');
    const sha256 = createHash('sha256').update(token).digest();
    await sql`insert into tokens (account_id, sha256, label, expires_at) select id, ${sha256}, 'measurement', now() + interval '1 day' from accounts where email = ${email}`;
    tokens.set(email, token);
  }
  await sql.end();
  return tokens;
}
