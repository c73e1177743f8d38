import { parseArgs } from 'node:util';

import { demonstrationAccounts } from '../seeds/made-up/demonstration-accounts.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { DataFolder } from './installation/data-folder.ts';
import { startEmbeddedPostgres, type Server } from './installation/embedded-postgres.ts';
import { setting } from './installation/environment.ts';
import { readKeys, type Keys } from './installation/keys.ts';
import { startMailbox } from './installation/mailbox.ts';
import { freePort, isFree, readPort, refuseTakenPort } from './installation/ports.ts';
import { fillDatabase, makeDatabase, openForApplication, refuseUnfitDatabase } from './installation/prepare-database.ts';
import { serveWorker, type Served } from './installation/serve-worker.ts';
import { writeWorkerEnvironment } from './installation/worker-environment.ts';

const usage = `Usage: npm start -- [--fresh] [--empty]
  --fresh   delete the data folder's database and begin anew
  --empty   on the first start, load no made-up seasons
  PORT (8787), MAILBOX_PORT (the next one), ZHIJIAO_DATA (.data), DATABASE_URL (a PostgreSQL of yours, instead of the one it
  brings), SITE_URL (where people reach it), SMTP_URL and MAIL_FROM (your mail server, instead of the mailbox) move it.
  OPENID_ISSUER, OPENID_CLIENT_ID, OPENID_CLIENT_SECRET and OPENID_NAME let people sign in at your university.`;

type Flags = { readonly fresh: boolean; readonly empty: boolean; readonly help: boolean };

async function main(): Promise<void> {
  const stopAsked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopAsked.abort());
  // Nobody reads any more: the same as being asked to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stopAsked.abort());
  stopWithParent(stopAsked);
  const flags = readFlags();
  if (flags.help) return console.log(usage);
  const port = readPort(setting('PORT') ?? '8787');
  await refuseTakenPort(port);
  const folder = await DataFolder.take(setting('ZHIJIAO_DATA') ?? '.data');
  try {
    await run(folder, port, flags, stopAsked);
  } finally {
    await folder.release();
  }
}

/**
 * npm that is told to end takes its shell along and leaves what runs in it: under npm, to lose the parent is to be asked to stop. So it
 * is for whoever starts an installation of their own and may be killed.
 */
function stopWithParent(stopAsked: AbortController): void {
  if (process.env['npm_lifecycle_event'] !== 'start' && process.env['ZHIJIAO_ENDS_WITH_PARENT'] !== 'yes') return;
  const parent = process.ppid;
  setInterval(() => (process.ppid === parent ? undefined : stopAsked.abort()), 500).unref();
}

async function run(folder: DataFolder, port: number, flags: Flags, stopAsked: AbortController): Promise<void> {
  const given = setting('DATABASE_URL');
  if (given !== undefined && flags.fresh) throw new CannotStart('--fresh deletes only the database it brings. Empty yours by hand.');
  if (given !== undefined) await refuseUnfitDatabase(given);
  if (flags.fresh) await folder.empty();
  const own = given === undefined ? await startOwn(folder) : undefined;
  try {
    const ownerUrl = own === undefined ? (given ?? '') : await makeDatabase(own.adminUrl);
    const keys = await readKeys(folder.keys);
    const databaseUrl = await openForApplication(ownerUrl, { secret: await folder.secret(), keys });
    // All of it before the site answers: whoever waits for an answer finds everything there.
    await fillDatabase(ownerUrl, { empty: flags.empty, keys });
    if (stopAsked.signal.aborted) return;
    await serve({ folder, port, ownerUrl, databaseUrl, keys, own, stopAsked });
    console.log('Stopped.');
  } finally {
    await own?.stop();
  }
}

type Serving = {
  readonly folder: DataFolder;
  readonly port: number;
  readonly ownerUrl: string;
  readonly databaseUrl: string;
  readonly keys: Keys;
  readonly own: Server | undefined;
  readonly stopAsked: AbortController;
};

/** Serves the site, and beside it the mailbox where no other mail server was named, until somebody asks it to stop. */
async function serve({ folder, port, ownerUrl, databaseUrl, keys, own, stopAsked }: Serving): Promise<void> {
  const smtp = setting('SMTP_URL');
  const mailbox = smtp === undefined ? await startMailbox(await mailboxPort(port)) : undefined;
  try {
    const siteUrl = setting('SITE_URL') ?? `http://localhost:${port}`;
    await folder.announce({ databaseUrl: ownerUrl, siteUrl, mailboxUrl: mailbox?.url });
    await writeWorkerEnvironment(folder, keys, { siteUrl, smtpUrl: mailbox?.smtpUrl ?? smtp ?? '' });
    const { workerd: stateFolder, workerEnvironment: environmentFile } = folder;
    const worker = serveWorker({ port, databaseUrl, stateFolder, environmentFile, stopAsked: stopAsked.signal });
    await worker.healthy;
    if (!stopAsked.signal.aborted) greet(siteUrl, mailbox?.url);
    await untilStopped(worker, own, stopAsked);
  } finally {
    await mailbox?.stop();
  }
}

/** The one asked for, else the next one after the site's, else any. */
async function mailboxPort(sitePort: number): Promise<number> {
  const asked = setting('MAILBOX_PORT');
  if (asked === undefined) return sitePort < 65_535 && (await isFree(sitePort + 1)) ? sitePort + 1 : freePort();
  const port = readPort(asked);
  await refuseTakenPort(port);
  return port;
}

async function startOwn(folder: DataFolder): Promise<Server> {
  console.log('Starting the database …');
  return startEmbeddedPostgres(folder.postgres);
}

/** Until somebody asks it to stop; a part that ends by itself takes the other down with it. */
async function untilStopped(worker: Served, own: Server | undefined, stopAsked: AbortController): Promise<void> {
  const workerEnded = worker.ended.then(() => 'Worker');
  const lost = await (own === undefined ? workerEnded : Promise.race([workerEnded, own.lost.then(() => 'database')]));
  const isAsked = stopAsked.signal.aborted;
  stopAsked.abort();
  await worker.ended;
  if (!isAsked) {
    throw new CannotStart(`The ${lost} ended by itself; its own words, if any, stand above. Start again: what was confirmed is kept.`);
  }
}

function greet(siteUrl: string, mailboxUrl: string | undefined): void {
  const folder = setting('ZHIJIAO_DATA');
  const place = folder === undefined ? '' : `ZHIJIAO_DATA=${folder} `;
  const accounts = demonstrationAccounts.map(({ email, roles }) => `  ${email.padEnd(26)} ${roles.join(', ')}`);
  console.log(`
Zhijiao is ready after ${(performance.now() / 1000).toFixed(1)} s; Ctrl-C stops it.

  The site             ${siteUrl}/
  Sign in              ${siteUrl}/sign-in
  The mailbox          ${mailboxUrl ?? 'none: letters go through SMTP_URL'}
  The API, explained   ${siteUrl}/api/v1/docs

Demonstration accounts (made up):

${accounts.join('\n')}

Sign in as one of them: give its address, and open the letter in the mailbox. For programs, print a token in a second terminal:

  TOKEN=$(${place}npm run --silent token -- coordinator@example.org)
  curl -H "Authorization: Bearer $TOKEN" ${siteUrl}/api/v1/me
`);
}

const flag = { type: 'boolean', default: false } as const;

function readFlags(): Flags {
  try {
    const { values } = parseArgs({
      options: { fresh: flag, empty: flag, help: { ...flag, short: 'h' } },
    });
    return values;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

await runCommand(main);
