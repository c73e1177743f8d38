import path from 'node:path';
import { parseArgs } from 'node:util';

import { openPool } from '../src/db/client.ts';
import { writeLine } from '../src/http/log.ts';
import { databaseState, type DatabaseState } from '../src/node/database-state.ts';
import { readServeSettings, type ServeSettings } from '../src/node/environment.ts';
import { jobsElsewhere, startJobsClock, type JobsClock } from '../src/node/jobs-clock.ts';
import { buildNodeSite, layoutIn } from '../src/node/node-site.ts';
import { startServer } from '../src/node/server.ts';
import { startTelemetry } from '../src/node/telemetry.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { newestMigration } from './installation/migrate.ts';
import { orCannotStart } from './installation/production-settings.ts';

const usage = `Usage: npm run serve
  Serves the site in production on this machine, configured by its environment; docs/self-hosting.md says by what.`;

const why: Readonly<Record<Exclude<DatabaseState, 'ready'>, string>> = {
  unreachable:
    'The database of DATABASE_URL cannot be reached, or does not let this user in. See that it runs, and that address, user and password are right.',
  older: 'The database is older than this version, or was never prepared. Run: npm run migrate',
  newer: 'The database was written by a newer version. Update this one.',
  owned: 'The user of DATABASE_URL owns tables or passes by row-level security. Give one of its own, which npm run migrate makes.',
};

/** Serves until it is asked to stop; then every call that came is answered, and every job at work is done. */
async function main(): Promise<void> {
  if (isAskedForHelp()) return console.log(usage);
  const settings = orCannotStart(() => readServeSettings(process.env));
  const telemetry = startTelemetry(settings.telemetry);
  const pool = openPool(settings.databaseUrl, settings.connections);
  const newest = await newestMigration();
  const state = await databaseState(pool, newest);
  if (state !== 'ready') {
    await pool.end({ timeout: 1 });
    throw new CannotStart(why[state]);
  }
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  const jobs = jobsOf(settings);
  const layout = layoutIn(path.join(import.meta.dirname, '..'));
  const nodeSite = buildNodeSite(settings, { pool, layout, wakeJobs: jobs.wake });
  // One that was brought to a newer version meanwhile is served until the newer one takes over.
  const isReady = async () => ['ready', 'newer'].includes(await databaseState(pool, newest));
  const server = await listening({ ...settings, ...nodeSite, isReady });
  writeLine({ event: 'started', host: settings.host, port: server.port });
  const signal = await stopAsked;
  const left = new Set(['calls', 'jobs']);
  const late = endLate(settings, left);
  await Promise.all([server.stop().then(() => left.delete('calls')), jobs.stop().then(() => left.delete('jobs'))]);
  clearTimeout(late);
  await pool.end({ timeout: 1 });
  await telemetry.stop();
  writeLine({ event: 'stopped', signal });
}

function jobsOf({ runsJobs, databaseUrl, texts, telemetry, clockSeconds }: ServeSettings): JobsClock {
  return runsJobs
    ? startJobsClock(new URL('jobs-thread.js', import.meta.url), { databaseUrl, texts, telemetry }, clockSeconds)
    : jobsElsewhere;
}

function isAskedForHelp(): boolean {
  try {
    return parseArgs({ options: { help: { type: 'boolean', default: false, short: 'h' } } }).values.help;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

async function listening(serving: Parameters<typeof startServer>[0]): ReturnType<typeof startServer> {
  try {
    return await startServer(serving);
  } catch (error) {
    throw new CannotStart(
      `Cannot listen on ${serving.host}, port ${serving.port}: ${(error as Error).message}. Move it with HOST and PORT.`,
    );
  }
}

/** Whoever waits longer is not waited for: jobs are taken up again, and what a call wrote is written whole or not at all. */
function endLate({ stopSeconds }: ServeSettings, left: ReadonlySet<string>): NodeJS.Timeout {
  return setTimeout(() => {
    writeLine({ level: 'error', event: 'stopped late', seconds: stopSeconds, left: [...left] });
    process.exit(1);
  }, stopSeconds * 1000).unref();
}

await runCommand(main);
