import type { Context } from 'hono';
import { DateTime } from 'luxon';

import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/client.ts';
import { runDueJobs } from './jobs/jobs.ts';

const now = () => DateTime.utc();

/** Routes are built once an isolate; a database connection belongs to one request, so each opens its own. */
const app = buildApp({
  connect: (c) => openDatabase(readConfig(c.env).databaseUrl),
  now,
  wakeJobs: (c: Context) => c.executionCtx.waitUntil(runDueJobs({ db: openDatabase(readConfig(c.env).databaseUrl), now })),
});

export default {
  fetch: app.fetch,
  /** The clock: what became due, and what a dead job left. */
  async scheduled(_: unknown, bindings: unknown): Promise<void> {
    await runDueJobs({ db: openDatabase(readConfig(bindings).databaseUrl), now });
  },
};
