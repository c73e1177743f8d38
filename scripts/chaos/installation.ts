import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { DateTime } from 'luxon';

import { madeDatabase, newKeys, programFile, runProgram, settingsFor, surroundings } from '../installation/own-served.ts';
import { freePort } from '../installation/ports.ts';
import { fillDatabase } from '../installation/prepare-database.ts';
import { startDatabase } from './database-part.ts';
import { startProcess, type Part } from './process-part.ts';

/** How often the job runner looks for what is due. */
const jobsEverySeconds = '0.3';
/** The runner's clock moves on by so much with each start: what waits for a next try comes due within a run of some minutes. */
const minutesAStart = 2;
const patienceMilliseconds = 6000;

/** The whole installation, in parts that can be killed apart: two that serve, one that does the jobs, a database, a mail server. */
export type Installation = {
  readonly parts: readonly Part[];
  readonly siteUrls: readonly string[];
  readonly ownerUrl: string;
  readonly lettersFolder: string;
  /** Begins the job runner anew where it has worked for long without doing what is waited for: its clock moves on, and what a dead one left is taken up. */
  readonly nudge: () => Promise<void>;
  /** Begins the job runner anew, as if it were some hours later, until it is put back. */
  readonly moveClock: (hours: number) => Promise<void>;
  /** Does what is due once, as if it were so many hours later than ever before; the runner is ended first. */
  readonly settle: (hours: number) => Promise<void>;
  readonly untilReady: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startInstallation(folder: string): Promise<Installation> {
  await runProgram(path.resolve('scripts/build.ts'), ['--if-older'], {});
  const database = await startDatabase(path.join(folder, 'data', 'postgres'));
  const [ownerUrl, keys, mailPort] = [await madeDatabase(database.adminUrl), newKeys(), await freePort()];
  const siteUrls = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
  const settings = settingsFor({ siteUrl: siteUrls[0] ?? '', ownerUrl, keys, smtpUrl: `smtp://127.0.0.1:${mailPort}` });
  // Many calls at once, and two that serve.
  const more = { JOBS: 'elsewhere', API_CALLS_A_MINUTE: '1000000', PUBLIC_CALLS_A_MINUTE: '1000000', DATABASE_CONNECTIONS: '40' };
  const environment = { ...surroundings(), ...settings, ...more };
  await runProgram(programFile('migrate'), [], { ...environment, DATABASE_OWNER_URL: ownerUrl });
  await fillDatabase(ownerUrl, { empty: true, keys });
  const lettersFolder = path.join(folder, 'letters');
  mkdirSync(lettersFolder);
  const mail = startProcess({
    name: 'mail server',
    flags: () => ['scripts/chaos/mail-server.ts', String(mailPort), lettersFolder],
    environment: surroundings(),
  });
  const sites = siteUrls.map((url, i) => {
    const own = { ...environment, PORT: new URL(url).port };
    return startProcess({ name: i === 0 ? 'site' : 'second site', flags: () => [programFile('serve')], environment: own });
  });
  const clock = startClock(environment);
  const parts = [database, ...sites, clock.jobs, mail];
  const untilReady = async () => void (await Promise.all(parts.map(async (part) => part.untilReady())));
  await untilReady();
  return { parts, siteUrls, ownerUrl, lettersFolder, ...clock, untilReady, stop: async () => stopAll(parts) };
}

/** The job runner, whose clock runs ahead of everybody else's. */
function startClock(environment: Readonly<Record<string, string>>) {
  const ahead = { minutes: 0, hours: 0 };
  const instant = () => DateTime.utc().plus(ahead).toISO();
  const jobs = startProcess({
    name: 'job runner',
    flags: () => {
      ahead.minutes += minutesAStart;
      return [programFile('jobs'), '--every', jobsEverySeconds, '--at', instant()];
    },
    environment,
  });
  return {
    jobs,
    nudge: async () => {
      if (jobs.readyMilliseconds() > patienceMilliseconds) await jobs.kill();
    },
    moveClock: async (hours: number) => {
      ahead.hours = hours;
      await jobs.kill();
    },
    settle: async (hours: number) => {
      await jobs.stop();
      ahead.hours += hours;
      await runProgram(programFile('jobs'), ['--at', instant()], environment);
    },
  };
}

/** The database last: the others would only look for it. */
async function stopAll(parts: readonly Part[]): Promise<void> {
  for (const part of parts.toReversed()) await part.stop();
}
