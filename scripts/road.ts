import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from './installation/ports.ts';
import { clientFor } from './road/client.ts';
import { walk } from './road/walk.ts';

/** Starts an empty installation beside any other, and walks the whole road through it. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-road-'));
  const port = await freePort();
  // An installation of its own, whatever database the surroundings name.
  const environment = { ...process.env, PORT: String(port), ZHIJIAO_DATA: path.join(folder, 'data'), DATABASE_URL: '' };
  console.log('Starting an empty installation …');
  const site = spawn(process.execPath, ['scripts/start.ts', '--empty'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const base = `http://127.0.0.1:${port}/api/v1`;
    await untilHealthy(base, site);
    const as = (email: string) => clientFor(base, tokenFor(email, environment));
    const people = {
      coordinator: as('coordinator@example.org'),
      officer: as('county@example.org'),
      volunteer: as('volunteer@example.org'),
      anyone: clientFor(base, undefined),
    };
    await walk(people, (line) => console.log(line));
  } finally {
    site.kill('SIGTERM');
    if (site.exitCode === null) await new Promise((resolve) => site.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

function tokenFor(email: string, environment: NodeJS.ProcessEnv): string {
  const { stdout, status } = spawnSync(process.execPath, ['scripts/token.ts', email], { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`no token for ${email}`);
  return stdout.trim();
}

async function untilHealthy(base: string, site: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600 && site.exitCode === null; tries += 1) {
    const answer = await fetch(`${base}/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the installation did not start');
}

await main();
