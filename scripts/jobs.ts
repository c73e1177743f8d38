import path from 'node:path';
import { parseArgs } from 'node:util';

import { DateTime } from 'luxon';

import { openPool } from '../src/db/client.ts';
import { readServeSettings } from '../src/node/environment.ts';
import { buildNodeSite, layoutIn } from '../src/node/node-site.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { orCannotStart } from './installation/production-settings.ts';

const usage = `Usage: npm run --silent jobs -- [--at INSTANT]
  Does what is due, once, beside whatever serves: for whoever does not want to wait for the clock.
  --at   as if it were then (ISO 8601), where SITE_URL is this machine's`;

async function main(): Promise<void> {
  const at = readInstant();
  const settings = orCannotStart(() => readServeSettings(process.env));
  const pool = openPool(settings.databaseUrl, 2);
  try {
    const { site, bindings } = buildNodeSite(settings, { pool, layout: layoutIn(path.join(import.meta.dirname, '..')) });
    await site.scheduled({ scheduledTime: at.toMillis() }, bindings);
  } finally {
    await pool.end();
  }
}

function readInstant(): DateTime {
  try {
    const { at } = parseArgs({ options: { at: { type: 'string' } } }).values;
    const instant = at === undefined ? DateTime.utc() : DateTime.fromISO(at, { zone: 'utc' });
    if (instant.isValid) return instant;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
  throw new CannotStart(usage);
}

await runCommand(main);
