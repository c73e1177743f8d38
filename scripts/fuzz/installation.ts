import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';

import postgres from 'postgres';

import { openDatabase, type Database } from '../../src/db/client.ts';
import { startEmbeddedPostgres, type Server } from '../installation/embedded-postgres.ts';
import { openKeys, readKeys, type Keys } from '../installation/keys.ts';
import { fillDatabase, makeDatabase, openForApplication } from '../installation/prepare-database.ts';
import { callers, roleOf, type Caller } from '../matrix/cases.ts';

/** A database that is another's copy, for one round of calls. */
export type Copy = {
  readonly db: Database;
  readonly owner: postgres.Sql;
  readonly tokens: Record<Caller, string | undefined>;
  /** Another token for whoever has lost theirs; another account where that one is gone. */
  renew(caller: Caller): Promise<void>;
  end(): Promise<void>;
};

/** PostgreSQL with the made-up season of the demonstration, of which every round gets a fresh copy. */
export class FuzzInstallation {
  readonly keys: Keys;
  /** The addresses of its people: nobody without an account may read them. */
  readonly addresses: readonly string[];
  readonly #server: Server;
  readonly #admin: postgres.Sql;
  readonly #applicationUrl: URL;
  #copies = 0;

  private constructor(server: Server, keys: Keys, applicationUrl: string, addresses: readonly string[]) {
    this.#server = server;
    this.keys = keys;
    this.#applicationUrl = new URL(applicationUrl);
    this.addresses = addresses;
    this.#admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined });
  }

  static async start(folder: string): Promise<FuzzInstallation> {
    const server = await startEmbeddedPostgres(path.join(folder, 'postgres'), { flags: ['fsync=off'] });
    try {
      const keys = await readKeys(path.join(folder, 'keys.json'));
      const ownerUrl = await makeDatabase(server.adminUrl);
      const applicationUrl = await openForApplication(ownerUrl, { secret: randomBytes(32).toString('hex'), keys });
      await fillDatabase(ownerUrl, { empty: false, keys });
      const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
      await owner`insert into accounts (email, name, made_up) values ('nobody@example.org', '无角色', true)`;
      const people = await owner<{ email: string }[]>`select email from accounts where email is not null`;
      await owner.end();
      return new FuzzInstallation(
        server,
        keys,
        applicationUrl,
        people.map(({ email }) => email),
      );
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** A fresh copy; the number says which of the people calls. */
  async copy(number: number): Promise<Copy> {
    this.#copies += 1;
    const name = `round_${this.#copies}`;
    await this.#admin.unsafe(`create database ${name} template zhijiao strategy file_copy`);
    const ownerUrl = new URL(this.#server.adminUrl);
    ownerUrl.pathname = `/${name}`;
    const applicationUrl = new URL(this.#applicationUrl);
    applicationUrl.pathname = `/${name}`;
    const owner = postgres(ownerUrl.href, { max: 2, onnotice: () => undefined });
    const db = openDatabase(applicationUrl.href, { connections: 4 });
    const tokens = await tokensFor(owner, number);
    return {
      db,
      owner,
      tokens,
      renew: async (caller) => {
        tokens[caller] = await tokenOf(owner, await accountOf(owner, caller, number + callers.indexOf(caller)));
      },
      end: async () => {
        await db.$client.end();
        await owner.end();
        await this.#admin.unsafe(`drop database ${name} with (force)`);
      },
    };
  }

  get fieldKeys() {
    return openKeys(this.keys);
  }

  async stop(): Promise<void> {
    await this.#admin.end();
    await this.#server.stop();
  }
}

/** A token for everybody who calls: of the many of a role, others each round. */
async function tokensFor(owner: postgres.Sql, number: number): Promise<Record<Caller, string | undefined>> {
  const tokens: Partial<Record<Caller, string | undefined>> = {};
  for (const [at, caller] of callers.entries()) {
    tokens[caller] = caller === 'public' ? undefined : await tokenOf(owner, await accountOf(owner, caller, number + at));
  }
  return tokens as Record<Caller, string | undefined>;
}

async function accountOf(owner: postgres.Sql, caller: Caller, number: number): Promise<string | undefined> {
  const ids = await candidates(owner, caller);
  return ids[number % ids.length]?.['id'] as string | undefined;
}

/** Of volunteers those who have something under way: of the others there is little to ask. */
async function candidates(owner: postgres.Sql, caller: Caller): Promise<postgres.RowList<postgres.Row[]>> {
  const role = roleOf[caller];
  if (role === undefined) return owner`select id from accounts where email = 'nobody@example.org'`;
  if (role !== 'volunteer') return owner`select account_id as id from account_roles where role = ${role} order by 1`;
  return owner`select account_id as id from placements where state in ('offered', 'accepted', 'started')
    union select account_id from applications where state in ('draft', 'submitted', 'approved') order by 1`;
}

/** None where nobody has the role any more. */
async function tokenOf(owner: postgres.Sql, accountId: string | undefined): Promise<string | undefined> {
  if (accountId === undefined) return undefined;
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest();
  await owner`insert into tokens (account_id, sha256, label, expires_at) values (${accountId}, ${sha256}, 'fuzz', now() + interval '1 day')`;
  return token;
}
