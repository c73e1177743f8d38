import { createServer } from 'node:net';

import { CannotStart } from './cannot-start.ts';

export function readPort(given: string): number {
  const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (port > 0 && port < 65_536) return port;
  throw new CannotStart(`PORT is "${given}"; it must be a number from 1 to 65535.`);
}

/** Refuses a port that something uses on either of the addresses that "localhost" can mean. */
export async function refuseTakenPort(port: number): Promise<void> {
  for (const host of ['127.0.0.1', '::1']) await refuseTakenOn(host, port);
}

async function refuseTakenOn(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      // A machine without IPv6 has nobody there either.
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return resolve();
      const why =
        code === 'EACCES' ? `This user may not listen on port ${port}. Choose` : `Port ${port} is taken. Stop what uses it, or choose`;
      return reject(new CannotStart(`${why} another: PORT=${port < 65_000 ? port + 1000 : 8787} npm start`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

export async function isFree(port: number): Promise<boolean> {
  return refuseTakenPort(port).then(
    () => true,
    () => false,
  );
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
