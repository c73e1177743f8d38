import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

import { CannotStart } from './cannot-start.ts';
import { copyAssets } from './copy-assets.ts';

const root = path.resolve(import.meta.dirname, '../..');

type Serving = {
  readonly port: number;
  readonly databaseUrl: string;
  readonly stateFolder: string;
  /** A file with what the Worker is configured by. */
  readonly environmentFile: string;
  /** Ends the Worker, whether it answers already or not. */
  readonly stopAsked: AbortSignal;
};

/** The Worker being served: `healthy` resolves once it answers or is stopped, `ended` when it is served no longer. */
export type Served = { readonly healthy: Promise<void>; readonly ended: Promise<void> };

/** Serves the Worker in workerd, with a Hyperdrive binding to the database, as production would. */
export function serveWorker({ port, databaseUrl, stateFolder, environmentFile, stopAsked }: Serving): Served {
  copyAssets();
  const place = [
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    '0',
    '--persist-to',
    stateFolder,
    '--env-file',
    environmentFile,
  ];
  const flags = ['dev', '--local', ...place, '--log-level', 'error', '--show-interactive-dev-session=false'];
  const program = [path.join(root, 'node_modules/wrangler/bin/wrangler.js'), ...flags];
  const worker = spawn(process.execPath, ['--import', path.join(import.meta.dirname, 'end-with-parent.ts'), ...program], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: databaseUrl,
      WRANGLER_SEND_METRICS: 'false',
      CI: 'true',
    },
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  stopAsked.addEventListener('abort', () => worker.kill('SIGTERM'));
  return { healthy: startClock(port, worker, stopAsked), ended };
}

async function startClock(port: number, worker: ChildProcess, stopAsked: AbortSignal): Promise<void> {
  await untilHealthy(port, worker, stopAsked);
  const clock = setInterval(() => void tick(port), 10_000);
  worker.once('exit', () => clearInterval(clock));
}

/** Cloudflare's cron, here: without it nothing would lapse and no dead job would be taken up. */
async function tick(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/cdn-cgi/handler/scheduled`, { signal: AbortSignal.timeout(300_000) }).catch(() => undefined);
}

async function untilHealthy(port: number, worker: ChildProcess, stopAsked: AbortSignal): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (stopAsked.aborted) return;
    if (worker.exitCode !== null || worker.signalCode !== null) {
      throw new CannotStart('The Worker ended before it answered; its own words, if any, stand above.');
    }
    // A Worker that could not be built accepts calls and never answers.
    const signal = AbortSignal.timeout(2000);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`, { signal }).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  worker.kill('SIGTERM');
  throw new CannotStart('The Worker did not answer within a minute; its own words, if any, stand above.');
}
