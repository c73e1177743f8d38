import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { DateTime } from 'luxon';
import { z } from 'zod';

import { openPool } from '../src/db/client.ts';
import { logFault, writeLine } from '../src/http/log.ts';
import { readServeSettings } from '../src/node/environment.ts';
import { buildNodeSite, layoutIn } from '../src/node/node-site.ts';
import { startTelemetry } from '../src/node/telemetry.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { orCannotStart } from './installation/production-settings.ts';

const usage = `Usage: npm run --silent jobs -- [--at INSTANT] [--every SECONDS]
  Does what is due, once, beside whatever serves: for whoever does not want to wait for the clock.
  --at      as if it were then (ISO 8601), where SITE_URL is this machine's
  --every   again and again, that long after the time before, until it is asked to stop: beside what serves with JOBS=elsewhere`;

const flagsSchema = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  every: z.coerce.number().min(0.1).max(3600).optional(),
});
type Flags = z.infer<typeof flagsSchema>;

/** As many as the jobs have on the platform. */
const connections = 5;

async function main(): Promise<void> {
  const { at, every } = readFlags();
  const settings = orCannotStart(() => readServeSettings(process.env));
  const telemetry = startTelemetry(settings.telemetry);
  const pool = openPool(settings.databaseUrl, connections);
  const { site, bindings } = buildNodeSite(settings, { pool, layout: layoutIn(path.join(import.meta.dirname, '..')) });
  const ahead = at === undefined ? 0 : DateTime.fromISO(at).toMillis() - Date.now();
  const work = async () => site.scheduled({ scheduledTime: Date.now() + ahead }, bindings);
  try {
    if (every === undefined) await work();
    else await againAndAgain(work, every);
  } finally {
    await pool.end();
    await telemetry.stop();
  }
}

/** What goes wrong at one time is written down, and taken up at the next. */
async function againAndAgain(work: () => Promise<void>, seconds: number): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  writeLine({ event: 'started' });
  while (!stopping.signal.aborted) {
    await work().catch((error: unknown) => logFault('jobs', error));
    await pause(seconds * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
  writeLine({ event: 'stopped' });
}

function readFlags(): Flags {
  try {
    const flags = flagsSchema.safeParse(parseArgs({ options: { at: { type: 'string' }, every: { type: 'string' } } }).values);
    if (flags.success) return flags.data;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
  throw new CannotStart(usage);
}

await runCommand(main);
