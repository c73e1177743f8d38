import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from './ports.ts';

/** Where an installation is reached: what it announces once it answers. */
export type Announced = { readonly databaseUrl: string; readonly siteUrl: string; readonly mailboxUrl: string };

/**
 * Starts an installation of its own beside any other, whatever the surroundings name, has the work done on it, and lets nothing of
 * it stay.
 *
 * @param flags as `npm start` takes them
 * @param prepare lays something into the data folder before the start, such as what was restored
 */
export async function onOwnInstallation(
  flags: readonly string[],
  work: (announced: Announced, data: string) => Promise<void>,
  prepare?: (data: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-own-'));
  const [port, mailboxPort] = [await freePort(), await freePort()];
  const data = path.join(folder, 'data');
  await prepare?.(data);
  const own = {
    PORT: String(port),
    MAILBOX_PORT: String(mailboxPort),
    ZHIJIAO_DATA: data,
    DATABASE_URL: '',
    SMTP_URL: '',
    SITE_URL: '',
    ZHIJIAO_ENDS_WITH_PARENT: 'yes',
  };
  const site = spawn(process.execPath, ['scripts/start.ts', ...flags], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await work(await untilAnnounced(path.join(data, 'installation.json'), site), data);
  } finally {
    site.kill('SIGTERM');
    if (site.exitCode === null) await new Promise((resolve) => site.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
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
