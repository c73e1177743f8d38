import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { isAlive } from '../installation/data-folder.ts';
import { startEmbeddedPostgres, type Server } from '../installation/embedded-postgres.ts';
import { freePort } from '../installation/ports.ts';
import type { Part } from './process-part.ts';

const mostStarts = 200;

/** A PostgreSQL that writes through to the disk as it ships, always on the same port; killed, it recovers from its log. */
export async function startDatabase(folder: string): Promise<Part & { readonly adminUrl: string }> {
  const port = await freePort();
  const first = await startEmbeddedPostgres(folder, { port });
  const state = { server: first as Server | undefined, starting: Promise.resolve(), since: Date.now() };
  const begin = async (): Promise<void> => {
    for (let tries = 0; state.server === undefined; tries += 1) {
      try {
        state.server = await startEmbeddedPostgres(folder, { port });
        state.since = Date.now();
      } catch (error) {
        // Connections of the one that was killed end when they next look up, and until then hold its memory.
        if (tries >= mostStarts) throw error;
        await pause(50);
      }
    }
  };
  return {
    name: 'database',
    adminUrl: first.adminUrl,
    isAlive: () => state.server !== undefined,
    readyMilliseconds: () => (state.server === undefined ? 0 : Date.now() - state.since),
    kill: async () => {
      const { server } = state;
      if (server === undefined) return;
      state.server = undefined;
      const pid = Number.parseInt(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8'), 10);
      process.kill(pid, 'SIGKILL');
      // Until it is gone altogether it would be taken for one that runs.
      while (isAlive(pid)) await pause(5);
      await server.stop();
      state.starting = begin();
    },
    untilReady: async () => state.starting,
    stop: async () => {
      await state.starting;
      await state.server?.stop();
    },
    faults: () => [],
  };
}
