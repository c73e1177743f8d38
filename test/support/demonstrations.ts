import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, inject } from 'vitest';
import type { TestProject } from 'vitest/node';

import type { Announced } from '../../scripts/installation/own-installation.ts';
import { Installations, untilReady } from './installation.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a worker of the tests asks for its demonstration. */
    demonstrations: string;
  }
}

/** How long a demonstration waits for the next test file before it is ended: it goes on working on its season while nobody looks. */
const patienceMs = 30_000;

class Demonstration {
  readonly #installations = new Installations();
  readonly #ready: Promise<void>;
  #waiting: NodeJS.Timeout | undefined;

  constructor() {
    this.#ready = this.#installations.start().then(untilReady);
  }

  async borrow(): Promise<Announced> {
    clearTimeout(this.#waiting);
    await this.#ready;
    return this.#installations.announced;
  }

  /** Whoever had it is done with it; it is forgotten where nobody comes soon. */
  wait(forget: () => void): void {
    this.#waiting = setTimeout(() => {
      forget();
      void this.end();
    }, patienceMs);
  }

  async end(): Promise<void> {
    clearTimeout(this.#waiting);
    await this.#installations.end();
  }
}

/** Starts a demonstration for each worker that asks; gives what ends them all. */
export async function offerDemonstrations(project: TestProject): Promise<() => Promise<void>> {
  const byWorker = new Map<string, Demonstration>();
  const door = createServer((request, response) => {
    const worker = request.url ?? '';
    if (request.method === 'DELETE') {
      byWorker.get(worker)?.wait(() => byWorker.delete(worker));
      response.end();
      return;
    }
    const held = byWorker.get(worker) ?? new Demonstration();
    byWorker.set(worker, held);
    held.borrow().then(
      (announced) => response.end(JSON.stringify(announced)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  project.provide('demonstrations', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.close();
    await Promise.all([...byWorker.values()].map(async (held) => held.end()));
  };
}

const door = () => `${inject('demonstrations')}/${process.env['VITEST_POOL_ID']}`;

/** The demonstration of this worker: its test files use it one after the other, each leaving what the others look at. */
export function testDemonstration(): Announced {
  const demonstration = {} as Announced;
  beforeAll(async () => {
    const answer = await fetch(door());
    const told = await answer.text();
    if (!answer.ok) throw new Error(told);
    Object.assign(demonstration, JSON.parse(told));
  });
  afterAll(async () => {
    await fetch(door(), { method: 'DELETE' });
  });
  return demonstration;
}
