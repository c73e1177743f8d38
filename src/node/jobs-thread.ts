import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

import { openPool } from '../db/client.ts';
import { logFault } from '../http/log.ts';
import type { ServeSettings } from './environment.ts';
import type { ToJobs } from './jobs-clock.ts';
import { buildNodeSite, layoutIn } from './node-site.ts';

/** One for the work, one for whoever must not wait for it. */
const connections = 2;

const settings: Pick<ServeSettings, 'databaseUrl' | 'texts'> = workerData;
const pool = openPool(settings.databaseUrl, connections);
const { site, bindings } = buildNodeSite(settings, { pool, layout: layoutIn(path.join(import.meta.dirname, '..')) });

let isAsked = false;
let isStopping = false;
let running: Promise<void> | undefined;

/** Woken while it works it looks once more when it is done; two at once would only wait for each other. */
async function work(): Promise<void> {
  while (isAsked && !isStopping) {
    isAsked = false;
    await site.scheduled({ scheduledTime: Date.now() }, bindings).catch((error: unknown) => logFault('jobs', error));
  }
  running = undefined;
}

parentPort?.on('message', (message: ToJobs) => {
  if (message === 'wake') {
    isAsked = true;
    running ??= work();
    return;
  }
  isStopping = true;
  void end();
});

async function end(): Promise<void> {
  await running;
  await pool.end();
  parentPort?.close();
}
