import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

import postgres from 'postgres';

import { demonstrationAccounts, seedAccounts } from '../seeds/made-up/demonstration-accounts.ts';
import { seedReference } from '../seeds/reference/seed-reference.ts';
import { startEmbeddedPostgres } from './installation/embedded-postgres.ts';
import { makeApplicationRole, migrateDatabase, NewerData } from './installation/migrate.ts';

/** A reason not to start that the person at the keyboard can mend. */
class CannotStart extends Error {}

async function main(): Promise<void> {
  const port = readPort(process.env['PORT'] ?? '8787');
  const folder = path.resolve(process.env['ZHIJIAO_DATA'] ?? '.data');
  await refuseTakenPort(port);
  await mkdir(folder, { recursive: true }).catch(() => {
    throw new CannotStart(`Cannot write to ${folder}. Choose another folder with ZHIJIAO_DATA.`);
  });
  console.log(existsSync(path.join(folder, 'postgres')) ? 'Starting the database …' : 'Making the database …');
  const server = await startEmbeddedPostgres(path.join(folder, 'postgres'));
  try {
    const databaseUrl = await prepareDatabase(server.adminUrl);
    await writeFile(path.join(folder, 'installation.json'), JSON.stringify({ databaseUrl: ownerUrl(server.adminUrl) }), { mode: 0o600 });
    await serve(port, folder, databaseUrl);
  } finally {
    await rm(path.join(folder, 'installation.json'), { force: true });
    await server.stop();
  }
}

async function prepareDatabase(adminUrl: string): Promise<string> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const [known] = await admin`select 1 from pg_database where datname = 'zhijiao'`;
  if (known === undefined) await admin.unsafe('create database zhijiao');
  await admin.end();
  const role = await makeApplicationRole(adminUrl);
  const url = new URL(ownerUrl(adminUrl));
  await migrateDatabase(url.href);
  const owner = postgres(url.href, { max: 1, onnotice: () => undefined });
  await seedReference(owner);
  await seedAccounts(owner);
  await owner.end();
  url.username = role.user;
  url.password = role.password;
  return url.href;
}

function ownerUrl(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = '/zhijiao';
  return url.href;
}

/** Serves the Worker in workerd until Ctrl-C, with a Hyperdrive binding to the database. */
async function serve(port: number, folder: string, databaseUrl: string): Promise<void> {
  const root = path.resolve(import.meta.dirname, '..');
  const flags = [
    'dev',
    '--local',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    '0',
    '--persist-to',
    path.join(folder, 'workerd'),
    '--log-level',
    'error',
    '--show-interactive-dev-session=false',
  ];
  const worker = spawn(process.execPath, [path.join(root, 'node_modules/wrangler/bin/wrangler.js'), ...flags], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: databaseUrl,
      WRANGLER_SEND_METRICS: 'false',
      CI: 'true',
    },
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const stop = () => worker.kill('SIGTERM');
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await untilHealthy(port, worker);
  const clock = setInterval(() => void tick(port), 10_000);
  worker.once('exit', () => clearInterval(clock));
  console.log(`Zhijiao answers at http://localhost:${port}/api/v1/health (its operations: /api/v1/openapi.json). Ctrl-C stops it.`);
  console.log('Demonstration accounts (made up). A token for one: npm run --silent token -- EMAIL');
  for (const { email, roles } of demonstrationAccounts) console.log(`  ${email.padEnd(26)} ${roles.join(', ')}`);
  await ended;
}

/** Cloudflare's cron, here: without it nothing would lapse and no dead job would be taken up. */
async function tick(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/cdn-cgi/handler/scheduled`).catch(() => undefined);
}

async function untilHealthy(port: number, worker: { readonly exitCode: number | null }): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (worker.exitCode !== null) throw new CannotStart('The Worker did not start; its own words stand above.');
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new CannotStart('The Worker did not answer within a minute.');
}

function readPort(given: string): number {
  const port = Number(given);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new CannotStart(`PORT is "${given}"; it must be a number from 1 to 65535.`);
}

async function refuseTakenPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(new CannotStart(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`)),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof NewerData)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
