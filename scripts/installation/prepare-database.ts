import postgres from 'postgres';

import { seedAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { loadMadeUp } from '../../seeds/made-up/load.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { CannotStart } from './cannot-start.ts';
import { letIn, makeApplicationRole, migrateDatabase, type ApplicationRole } from './migrate.ts';
import { fingerprintOf, openKeys, type Keys } from './keys.ts';
import { progressBar } from './progress-bar.ts';

const oldestMajor = 15;

/** The installation's database on a server of its own. */
export async function makeDatabase(adminUrl: string): Promise<string> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const [known] = await admin`select 1 from pg_database where datname = 'zhijiao'`;
  if (known === undefined) await admin.unsafe('create database zhijiao');
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = '/zhijiao';
  return url.href;
}

/** Refuses, in words, a database of the user's that cannot be reached, is too old, or holds something else. */
export async function refuseUnfitDatabase(databaseUrl: string): Promise<void> {
  const { host, pathname } = addressOf(databaseUrl);
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [server] = await sql`select current_setting('server_version_num')::int / 10000 as major,
      to_regclass('drizzle.__drizzle_migrations') is not null as ours,
      (select string_agg(tablename, ', ') from (select tablename from pg_tables where schemaname = 'public' order by 1 limit 3) t) as tables`;
    const major = Number(server?.['major']);
    if (major < oldestMajor) throw new CannotStart(`The server of DATABASE_URL is PostgreSQL ${major}; ${oldestMajor} or later is needed.`);
    if (server?.['ours'] === false && server['tables'] !== null) {
      throw new CannotStart(
        `The database ${pathname.slice(1)} of DATABASE_URL holds tables of something else (${String(server['tables'])} …). Give an empty one.`,
      );
    }
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(
      `Cannot use the database ${pathname.slice(1)} on ${host}: ${(error as Error).message}. ` +
        'See that the server runs and that DATABASE_URL has its address, a user, the password and a database that exists.',
    );
  } finally {
    await sql.end();
  }
}

/** The address in its parts; one that could not be a database's is refused before anything is touched. */
function addressOf(databaseUrl: string): URL {
  const form = 'It looks like postgres://USER:PASSWORD@HOST:5432/DATABASE';
  if (!URL.canParse(databaseUrl)) throw new CannotStart(`DATABASE_URL is no address. ${form}`);
  const url = new URL(databaseUrl);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new CannotStart(`DATABASE_URL is no address of a PostgreSQL. ${form}`);
  }
  if (url.pathname.length < 2) throw new CannotStart(`DATABASE_URL names no database. ${form}`);
  return url;
}

/**
 * Brings the database up to this version, and gives the address under which the application connects: as a role that owns
 * nothing.
 */
export async function openForApplication(
  ownerUrl: string,
  { secret, keys }: { readonly secret: string; readonly keys: Keys },
): Promise<string> {
  await migrateDatabase(ownerUrl).catch(refusedByServer);
  const role = await makeApplicationRole(ownerUrl, secret).catch(refusedByServer);
  await asOwner(ownerUrl, async (owner) => refuseOtherKeys(owner, keys));
  const url = new URL(ownerUrl);
  url.username = role.user;
  url.password = role.password;
  return url.href;
}

/** Brings a database up to this version for a machine that serves it in production: reference data and nobody's accounts. */
export async function prepareForProduction(
  ownerUrl: string,
  { role, keys }: { readonly role: ApplicationRole; readonly keys: Keys },
): Promise<void> {
  await migrateDatabase(ownerUrl).catch(refusedByServer);
  await letIn(ownerUrl, role).catch(refusedByServer);
  await asOwner(ownerUrl, async (owner) => {
    await refuseOtherKeys(owner, keys);
    await seedReference(owner);
  });
}

/** Brings the reference data up to date, and on the first start loads what makes an installation worth looking at. */
export async function fillDatabase(ownerUrl: string, filling: { readonly empty: boolean; readonly keys: Keys }): Promise<void> {
  await asOwner(ownerUrl, async (owner) => {
    await seedReference(owner);
    await startFirst(owner, ownerUrl, filling);
  });
}

async function asOwner(ownerUrl: string, work: (owner: postgres.Sql) => Promise<void>): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

/** Accounts and a made-up season, once: what was deleted later stays deleted. */
async function startFirst(
  owner: postgres.Sql,
  ownerUrl: string,
  { empty, keys }: { readonly empty: boolean; readonly keys: Keys },
): Promise<void> {
  const [started] = await owner`select 1 from installation where key = 'first start'`;
  if (started !== undefined) return;
  const [person] = await owner`select 1 from accounts limit 1`;
  if (person === undefined) await owner.begin((tx) => seedAccounts(tx as unknown as postgres.Sql));
  if (!empty) {
    console.log('Loading demonstration data (made up) …');
    await loadMadeUp(ownerUrl, 'demo', { today: new Date(), keys: openKeys(keys), progress: progressBar() });
  }
  await owner`insert into installation (key, value) values ('first start', ${empty ? 'empty' : 'demo'})`;
}

/** What is encrypted here must be readable with the keys at hand; keys that are new are written down. */
async function refuseOtherKeys(owner: postgres.Sql, { fieldKeys }: Keys): Promise<void> {
  const known = await owner`select version::text, fingerprint from key_versions`;
  for (const { version, fingerprint } of known) {
    const key = fieldKeys[String(version)];
    if (key === undefined || fingerprintOf(key) !== fingerprint) {
      throw new CannotStart(
        `What this database holds was encrypted with another key of version ${String(version)}. Put back the keys that belong to it.`,
      );
    }
  }
  for (const [version, key] of Object.entries(fieldKeys)) {
    await owner`insert into key_versions (version, fingerprint) values (${version}, ${fingerprintOf(key)}) on conflict do nothing`;
  }
}

function refusedByServer(error: unknown): never {
  if ((error as { code?: string }).code !== '42501') throw error;
  throw new CannotStart(
    `The user of DATABASE_URL may not do what is needed: ${(error as Error).message}. It must own the database and be allowed to create roles.`,
  );
}
