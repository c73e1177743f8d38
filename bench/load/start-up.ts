import { spawn } from 'node:child_process';
import path from 'node:path';

import type { Keys } from '../../scripts/installation/keys.ts';
import { programFile, runProgram, settingsFor, surroundings } from '../../scripts/installation/own-served.ts';
import { freePort } from '../../scripts/installation/ports.ts';

const patienceMs = 60_000;

/** How long `npm run serve`, once built, takes from its start to its first good answer on this database, each time anew; in milliseconds. */
export async function startUps(times: number, databaseUrl: string, keys: Keys): Promise<number[]> {
  await runProgram(path.resolve(import.meta.dirname, '../../scripts/build.ts'), ['--if-older'], {});
  const siteUrl = `http://localhost:${await freePort()}`;
  // No letter is written meanwhile, so nothing listens there.
  const settings = settingsFor({ siteUrl, ownerUrl: databaseUrl, keys, smtpUrl: 'smtp://127.0.0.1:9' });
  const environment = { ...surroundings(), ...settings, DATABASE_URL: databaseUrl };
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) took.push(await startUp(siteUrl, environment));
  return took;
}

async function startUp(siteUrl: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const begun = performance.now();
  const site = spawn(process.execPath, [programFile('serve')], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => site.once('exit', resolve));
  try {
    while (!(await isAnswered(`${siteUrl}/api/v1/counties/532926`))) {
      if (site.exitCode !== null || performance.now() - begun > patienceMs) throw new Error('the site did not start');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return performance.now() - begun;
  } finally {
    site.kill('SIGTERM');
    await ended;
  }
}

async function isAnswered(address: string): Promise<boolean> {
  const answer = await fetch(address).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok === true;
}
