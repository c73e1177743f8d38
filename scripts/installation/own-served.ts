import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';

import type { DateTime } from 'luxon';
import postgres from 'postgres';

import { fieldKeysText, newKey, type Keys } from './keys.ts';
import { startMailbox } from './mailbox.ts';
import type { Announced } from './own-installation.ts';
import { freePort } from './ports.ts';
import { fillDatabase } from './prepare-database.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The site as `npm run serve` runs it, on a database of its own. */
export type OwnServed = Announced & {
  /** The process that serves, and all it has said. */
  readonly process: ChildProcess;
  readonly said: () => string;
  readonly environment: Readonly<Record<string, string>>;
  /** Does what is due, as if it were then. */
  readonly wakeAt: (instant: DateTime) => Promise<void>;
};

/**
 * Builds and serves an empty installation in production mode, with a mailbox beside it, has the work done on it, and stops it.
 *
 * @param adminUrl a server's owner, who may make databases and roles
 */
export async function onOwnServed(adminUrl: string, work: (served: OwnServed) => Promise<void>): Promise<void> {
  await runProgram(path.join(root, 'scripts/build.ts'), ['--if-older'], {});
  const mailbox = await startMailbox(await freePort());
  const [siteUrl, ownerUrl, keys] = [`http://localhost:${await freePort()}`, await madeDatabase(adminUrl), newKeys()];
  const environment = { ...surroundings(), ...settingsFor({ siteUrl, ownerUrl, keys, smtpUrl: mailbox.smtpUrl }) };
  try {
    await runProgram(programFile('migrate'), [], { ...environment, DATABASE_OWNER_URL: ownerUrl });
    await fillDatabase(ownerUrl, { empty: true, keys });
    await whileServed({ databaseUrl: ownerUrl, siteUrl, mailboxUrl: mailbox.url, environment }, work);
  } finally {
    await mailbox.stop();
  }
}

async function whileServed(
  { environment, ...announced }: Announced & Pick<OwnServed, 'environment'>,
  work: (served: OwnServed) => Promise<void>,
): Promise<void> {
  const site = spawn(process.execPath, [programFile('serve')], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [site.stdout, site.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => site.once('exit', resolve));
  const wakeAt = async (instant: DateTime) => runProgram(programFile('jobs'), ['--at', instant.toUTC().toISO() ?? ''], environment);
  try {
    await untilStarted(site, () => said);
    await work({ ...announced, environment, process: site, said: () => said, wakeAt });
  } finally {
    site.kill('SIGTERM');
    await ended;
  }
}

export function programFile(name: string): string {
  return path.join(root, 'dist/programs', `${name}.js`);
}

/** What a program needs besides its settings; of an installation that the surroundings name it is told nothing. */
export function surroundings(): Record<string, string> {
  const compiled = process.env['NODE_COMPILE_CACHE'];
  return { PATH: process.env['PATH'] ?? '', ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }) };
}

export function newKeys(): Keys {
  return { signInSecret: newKey(), hashKey: newKey(), fieldKeys: { 1: newKey() } };
}

export async function madeDatabase(adminUrl: string): Promise<string> {
  const name = `served_${randomBytes(6).toString('hex')}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

type Whose = { readonly siteUrl: string; readonly ownerUrl: string; readonly keys: Keys; readonly smtpUrl: string };

export function settingsFor({ siteUrl, ownerUrl, keys, smtpUrl }: Whose): Record<string, string> {
  const application = new URL(ownerUrl);
  application.username = application.pathname.slice(1);
  application.password = randomBytes(16).toString('hex');
  return {
    DATABASE_URL: application.href,
    SITE_URL: siteUrl,
    PORT: new URL(siteUrl).port,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Zhijiao <zhijiao@localhost>',
    SIGN_IN_SECRET: keys.signInSecret,
    HASH_KEY: keys.hashKey,
    FIELD_KEYS: fieldKeysText(keys),
    CLOCK_SECONDS: '5',
  };
}

/** Meanwhile the mailbox goes on taking letters. */
export async function runProgram(file: string, flags: readonly string[], environment: Readonly<Record<string, string>>): Promise<void> {
  await promisify(execFile)(process.execPath, [file, ...flags], { env: { ...surroundings(), ...environment } });
}

async function untilStarted(site: ChildProcess, said: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    site.stdout?.on('data', () => (said().includes('"event":"started"') ? resolve() : undefined));
    site.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said()}`)));
  });
}
