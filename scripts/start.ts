import { parseArgs } from 'node:util';

import { demonstrationAccounts } from '../seeds/made-up/demonstration-accounts.ts';
import { CannotStart } from './installation/cannot-start.ts';
import { DataFolder } from './installation/data-folder.ts';
import { startEmbeddedPostgres, type Server } from './installation/embedded-postgres.ts';
import { NewerData } from './installation/migrate.ts';
import { readPort, refuseTakenPort } from './installation/ports.ts';
import { makeDatabase, prepareDatabase, refuseUnfitDatabase } from './installation/prepare-database.ts';
import { serveWorker } from './installation/serve-worker.ts';

const usage = `Usage: npm start -- [--fresh] [--empty]
  --fresh   delete the data folder's database and begin anew
  --empty   on the first start, load no made-up seasons
  PORT (8787), ZHIJIAO_DATA (.data) and DATABASE_URL (a PostgreSQL of yours, instead of the one it brings) move it.`;

type Flags = { readonly fresh: boolean; readonly empty: boolean };

async function main(): Promise<void> {
  const stopAsked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopAsked.abort());
  const flags = readFlags();
  const port = readPort(process.env['PORT'] ?? '8787');
  await refuseTakenPort(port);
  const folder = await DataFolder.take(process.env['ZHIJIAO_DATA'] ?? '.data');
  try {
    await run(folder, port, flags, stopAsked.signal);
  } finally {
    await folder.release();
  }
}

async function run(folder: DataFolder, port: number, flags: Flags, stopAsked: AbortSignal): Promise<void> {
  const begun = performance.now();
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && flags.fresh) throw new CannotStart('--fresh deletes only the database it brings. Empty yours by hand.');
  if (flags.fresh) await folder.empty();
  let own: Server | undefined;
  try {
    if (given === undefined) {
      console.log('Starting the database …');
      own = await startEmbeddedPostgres(folder.postgres);
    } else await refuseUnfitDatabase(given);
    const ownerUrl = given ?? (own === undefined ? '' : await makeDatabase(own.adminUrl));
    const databaseUrl = await prepareDatabase(ownerUrl, flags);
    if (stopAsked.aborted) return;
    await folder.announce(ownerUrl);
    const worker = await serveWorker({ port, databaseUrl, stateFolder: folder.workerd, stopAsked });
    if (!stopAsked.aborted) greet(port, (performance.now() - begun) / 1000);
    await worker.ended;
    if (!stopAsked.aborted) throw new CannotStart('The Worker ended by itself; its own words, if any, stand above.');
    console.log('Stopped.');
  } finally {
    await own?.stop();
  }
}

function greet(port: number, seconds: number): void {
  const place = process.env['ZHIJIAO_DATA'] === undefined ? '' : `ZHIJIAO_DATA=${process.env['ZHIJIAO_DATA']} `;
  const accounts = demonstrationAccounts.map(({ email, roles }) => `  ${email.padEnd(26)} ${roles.join(', ')}`);
  console.log(`
Zhijiao is ready after ${seconds.toFixed(1)} s; Ctrl-C stops it.

  The site             http://localhost:${port}/
  The API, explained   http://localhost:${port}/api/v1/docs

Demonstration accounts (made up):

${accounts.join('\n')}

To sign in as one, print a token in a second terminal and send it with each call:

  TOKEN=$(${place}npm run --silent token -- coordinator@example.org)
  curl -H "Authorization: Bearer $TOKEN" http://localhost:${port}/api/v1/me
`);
}

function readFlags(): Flags {
  try {
    const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false }, empty: { type: 'boolean', default: false } } });
    return values;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof NewerData)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
