import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

import type { Announced } from '../../scripts/installation/own-installation.ts';
import { Installations, untilReady } from './installation.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a worker of the tests asks for its demonstration. */
    demonstrations: string;
  }
}

/** Starts a demonstration for each worker that asks, once; gives what ends them all. */
export async function offerDemonstrations(project: TestProject): Promise<() => Promise<void>> {
  const byWorker = new Map<string, { readonly installations: Installations; readonly ready: Promise<void> }>();
  const door = createServer((request, response) => {
    const worker = request.url ?? '';
    const held = byWorker.get(worker) ?? begin();
    byWorker.set(worker, held);
    held.ready.then(
      () => response.end(JSON.stringify(held.installations.announced)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  project.provide('demonstrations', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.close();
    await Promise.all([...byWorker.values()].map(async ({ installations }) => installations.end()));
  };
}

function begin() {
  const installations = new Installations();
  return { installations, ready: installations.start().then(untilReady) };
}

/** The demonstration of this worker: its test files use it one after the other, each leaving what the others look at. */
export async function demonstration(): Promise<Announced> {
  const answer = await fetch(`${inject('demonstrations')}/${process.env['VITEST_POOL_ID']}`);
  const told = await answer.text();
  if (!answer.ok) throw new Error(told);
  return JSON.parse(told) as Announced;
}
