import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

import { openPool } from '../db/client.ts';
import { logFault } from '../http/log.ts';
import type { ServeSettings } from './environment.ts';
import type { ToJobs } from './jobs-clock.ts';
import { buildNodeSite, layoutIn } from './node-site.ts';
import { startTelemetry } from './telemetry.ts';

/** As many as the jobs have on the platform. */
const connections = 5;

const settings: Pick<ServeSettings, 'databaseUrl' | 'texts' | 'telemetry'> = workerData;
const telemetry = startTelemetry(settings.telemetry);
const pool = openPool(settings.databaseUrl, connections);
const { site, bindings } = buildNodeSite(settings, { pool, layout: layoutIn(path.join(import.meta.dirname, '..')) });

const state = { isAsked: false, isStopping: false };
let running: Promise<void> | undefined;

/** Woken while it works it looks once more when it is done; two at once would only wait for each other. */
async function work(): Promise<void> {
  while (state.isAsked && !state.isStopping) {
    state.isAsked = false;
    await site.scheduled({ scheduledTime: Date.now() }, bindings).catch((error: unknown) => logFault('jobs', error));
  }
  running = undefined;
}

parentPort?.on('message', (message: ToJobs) => {
  if (message === 'wake') {
    state.isAsked = true;
    running ??= work();
    return;
  }
  state.isStopping = true;
  void end();
});

async function end(): Promise<void> {
  await running;
  // Nothing is asked any more: a connection that does not close by itself is closed.
  await pool.end({ timeout: 1 });
  await telemetry.stop();
  // The thread alone; connections that somebody keeps for a next letter are nothing to wait for.
  process.exit();
}
