import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { CannotStart } from './cannot-start.ts';
import { isAlive } from './data-folder.ts';
import { freePort } from './ports.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts';

export type Server = {
  /** Connects as the owner of everything, to the database `postgres`. */
  readonly adminUrl: string;
  /** Resolves when the server is gone though nobody stopped it. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
};

/** Settings of the server's beyond ours, and where it listens if not on any free port. */
type Starting = { readonly flags?: readonly string[]; readonly port?: number };

/**
 * Starts PostgreSQL 18 on the data folder, making it on first use. It runs on its own until it is stopped; one that a
 * crashed start has left running is stopped first.
 */
export async function startEmbeddedPostgres(folder: string, { flags = [], port: wanted }: Starting = {}): Promise<Server> {
  const data = path.resolve(folder);
  const programs = await findPostgresPrograms();
  await mkdir(path.dirname(data), { recursive: true });
  const password = await makeOnce(programs, data);
  await stopIfRunning(programs, data);
  const port = wanted ?? (await freePort());
  const settings = ['max_connections=400', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, ...flags];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  const log = path.join(data, 'server.log');
  await programs.run('pg_ctl', ['start', '-D', data, '-w', '-t', '120', '-s', '-l', log, '-o', options], data).catch(async () => {
    const said = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join('\n');
    throw new CannotStart(`PostgreSQL did not start on ${data}. Its last words (${log}):\n${said}`);
  });
  const watch = await watchServer(data);
  return {
    adminUrl: `postgres://zhijiao:${password}@127.0.0.1:${port}/postgres`,
    lost: watch.lost,
    stop: async () => {
      watch.end();
      await stopIfRunning(programs, data);
    },
  };
}

/** Looks every second whether the server's process is there. */
async function watchServer(data: string): Promise<{ readonly lost: Promise<void>; end(): void }> {
  const pid = Number.parseInt(await readFile(path.join(data, 'postmaster.pid'), 'utf8'), 10);
  let clock: NodeJS.Timeout | undefined;
  const lost = new Promise<void>((resolve) => {
    clock = setInterval(() => (isAlive(pid) ? undefined : resolve()), 1000);
  });
  return { lost, end: () => clearInterval(clock) };
}

/** Ends within a second whatever is still connected. */
async function stopIfRunning(programs: PostgresPrograms, data: string): Promise<void> {
  if (!existsSync(path.join(data, 'postmaster.pid'))) return;
  const isRunning = await programs.run('pg_ctl', ['status', '-D', data], data).then(
    () => true,
    () => false,
  );
  if (isRunning) await programs.run('pg_ctl', ['stop', '-D', data, '-m', 'fast', '-w', '-s'], data);
}

/** Makes the cluster where there is none; gives the owner's password. */
async function makeOnce(programs: PostgresPrograms, data: string): Promise<string> {
  const passwordFile = `${data}.password`;
  // The password is written last: a folder without it was never finished.
  if (existsSync(passwordFile)) return (await readFile(passwordFile, 'utf8')).trim();
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true });
  const draft = path.join(path.dirname(data), 'postgres.password.draft');
  const password = randomBytes(24).toString('hex');
  await writeFile(draft, `${password}\n`, { mode: 0o600 });
  if (programs.user !== undefined) for (const at of [data, draft]) await chown(at, programs.user.uid, programs.user.gid);
  await chmod(data, 0o700);
  const flags = ['-D', data, '-U', 'zhijiao', '-A', 'scram-sha-256', `--pwfile=${draft}`, '--encoding=UTF8', '--locale=C'];
  await programs.run('initdb', flags, data).catch((error: { readonly stderr?: string }) => {
    throw new CannotStart(`The database could not be made in ${data}:\n${error.stderr?.trim() ?? ''}`);
  });
  await rm(draft);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  return password;
}
