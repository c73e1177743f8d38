import { connect, type Socket } from 'node:net';

import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

import type { Connection } from '../../src/db/client.ts';

type Place = { readonly host: readonly string[]; readonly port: readonly number[] };

/**
 * One connection that sends what it has at once: otherwise the end of every small COPY waits 40 ms for the kernel's
 * acknowledgement of its rows.
 */
export function connectForCopy(databaseUrl: string): postgres.Sql {
  // The driver documents `socket` (README, "Custom socket") and leaves it out of its types.
  const options = { max: 1, onnotice: () => undefined, socket: promptSocket } as postgres.Options<Record<string, never>>;
  return postgres(databaseUrl, options);
}

/** A transaction of such a connection as the queries of `src` take it. */
export function asConnection(transaction: postgres.Sql, { options }: postgres.Sql): Connection {
  return drizzle(Object.assign(transaction, { options }), { casing: 'snake_case' });
}

function promptSocket({ host, port }: Place): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host[0] ?? 'localhost', port: port[0] ?? 5432, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
