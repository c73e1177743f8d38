import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Announced } from '../../scripts/installation/own-installation.ts';
import { freePort } from '../../scripts/installation/ports.ts';

export type Started = { readonly process: ChildProcess; readonly port: number; said(): string; readonly ended: Promise<number | null> };

/** Starts installations as `npm start` does, each on a port of its own, in a folder that goes with the test file. */
export class Installations {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-start-'));
  readonly data = path.join(this.folder, 'data');
  readonly #running: Started[] = [];

  async start(flags: readonly string[] = [], environment: Record<string, string> = {}): Promise<Started> {
    const port = await freePort();
    const child = spawn(process.execPath, ['scripts/start.ts', ...flags], {
      env: { ...process.env, PORT: String(port), ZHIJIAO_DATA: this.data, ZHIJIAO_ENDS_WITH_PARENT: 'yes', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const started = { process: child, port, said: () => said, ended };
    this.#running.push(started);
    return started;
  }

  /** Where the installation that runs is reached. */
  get announced(): Announced {
    return JSON.parse(readFileSync(path.join(this.data, 'installation.json'), 'utf8')) as Announced;
  }

  async end(): Promise<void> {
    for (const started of this.#running) started.process.kill('SIGTERM');
    await Promise.all(this.#running.map(({ ended }) => ended));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function untilReady(started: Started): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    started.process.stdout?.on('data', () => (started.said().includes('is ready') ? resolve() : undefined));
    started.process.once('exit', (code) => reject(new Error(`ended with ${code}: ${started.said()}`)));
  });
}
