import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from './installation/ports.ts';
import { clientFor, valueOf } from './road/client.ts';
import { copyOfDatabase, foundIn, type Secrets } from './road/copy-of-database.ts';
import { signIn } from './road/sign-in.ts';
import { identityNumber, walk } from './road/walk.ts';

type Announced = { readonly databaseUrl: string; readonly siteUrl: string; readonly mailboxUrl: string };

/** Starts an empty installation beside any other, signs everybody in by mail, and walks the whole road through it. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-road-'));
  const [port, mailboxPort] = [await freePort(), await freePort()];
  const data = path.join(folder, 'data');
  // An installation of its own, whatever the surroundings name.
  const own = { PORT: String(port), MAILBOX_PORT: String(mailboxPort), ZHIJIAO_DATA: data, DATABASE_URL: '', SMTP_URL: '', SITE_URL: '' };
  console.log('Starting an empty installation …');
  const site = spawn(process.execPath, ['scripts/start.ts', '--empty'], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await walkAndLook(await untilAnnounced(path.join(data, 'installation.json'), site));
  } finally {
    site.kill('SIGTERM');
    if (site.exitCode === null) await new Promise((resolve) => site.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walkAndLook(announced: Announced): Promise<void> {
  const base = `${announced.siteUrl}/api/v1`;
  const secrets: Secrets = { keys: [identityNumber], codes: [] };
  const as = async (email: string) => clientFor(base, await signIn(announced, email, secrets));
  const people = {
    coordinator: await as('coordinator@example.org'),
    officer: await as('county@example.org'),
    volunteer: await as('volunteer@example.org'),
    anyone: clientFor(base, undefined),
  };
  console.log('Coordinator, county officer and volunteer: signed in, each by the code in their letter.');
  await walk(people, (line) => console.log(line));
  const program = { json: { label: 'A program of mine', days: 30 } };
  const made = await valueOf(people.volunteer.me.tokens.$post(program, { headers: { 'Idempotency-Key': 'road' } }));
  secrets.keys.push(made.token);
  console.log('Volunteer: made a token for a program of theirs; its text is shown this once.');
  const found = foundIn(await copyOfDatabase(announced.databaseUrl), secrets);
  const used = secrets.keys.length + secrets.codes.length;
  if (found.length > 0) throw new Error(`a copy of the database holds ${found.length} of ${used} secrets in clear`);
  console.log(`A copy of the whole database holds none of the ${used} numbers, codes and keys used on the road in clear.`);
}

async function isHealthy({ siteUrl }: Announced): Promise<boolean> {
  const answer = await fetch(`${siteUrl}/api/v1/health`).catch(() => undefined);
  return answer?.ok === true;
}

/** What the installation says of itself, once it answers. */
async function untilAnnounced(file: string, site: ChildProcess): Promise<Announced> {
  for (let tries = 0; tries < 600 && site.exitCode === null; tries += 1) {
    const announced = readAnnounced(file);
    if (announced !== undefined && (await isHealthy(announced))) return announced;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the installation did not start');
}

function readAnnounced(file: string): Announced | undefined {
  try {
    const { databaseUrl, siteUrl, mailboxUrl } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Announced>;
    if (databaseUrl === undefined || siteUrl === undefined || mailboxUrl === undefined) return undefined;
    return { databaseUrl, siteUrl, mailboxUrl };
  } catch {
    // Not there yet, or half written.
    return undefined;
  }
}

await main();
