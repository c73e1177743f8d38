import postgres from 'postgres';

import { seedAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { comingYear, loadMadeUp } from '../../seeds/made-up/load.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { CannotStart } from './cannot-start.ts';
import { makeApplicationRole, migrateDatabase } from './migrate.ts';
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

/** Refuses, in words, a database of the user's that cannot be reached or is too old. */
export async function refuseUnfitDatabase(databaseUrl: string): Promise<void> {
  if (!URL.canParse(databaseUrl))
    throw new CannotStart('DATABASE_URL is no address. It looks like postgres://USER:PASSWORD@HOST:5432/DATABASE');
  const { host, pathname } = new URL(databaseUrl);
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [server] = await sql`select current_setting('server_version_num')::int / 10000 as major`;
    const major = Number(server?.['major']);
    if (major < oldestMajor) throw new CannotStart(`The server of DATABASE_URL is PostgreSQL ${major}; ${oldestMajor} or later is needed.`);
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(`Cannot use the database ${pathname.slice(1)} on ${host} (DATABASE_URL): ${(error as Error).message}`);
  } finally {
    await sql.end();
  }
}

/**
 * Brings the database up to this version and its reference data up to date, and on the first start loads what makes an
 * installation worth looking at. Gives the address under which the application connects, as a role that owns nothing.
 */
export async function prepareDatabase(ownerUrl: string, { empty }: { readonly empty: boolean }): Promise<string> {
  const role = await makeApplicationRole(ownerUrl).catch(refusedByServer);
  await migrateDatabase(ownerUrl).catch(refusedByServer);
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await seedReference(owner);
    await startFirst(owner, ownerUrl, empty);
  } finally {
    await owner.end();
  }
  const url = new URL(ownerUrl);
  url.username = role.user;
  url.password = role.password;
  return url.href;
}

/** Accounts and a made-up season, once: what was deleted later stays deleted. */
async function startFirst(owner: postgres.Sql, ownerUrl: string, empty: boolean): Promise<void> {
  const [started] = await owner`select 1 from installation where key = 'first start'`;
  if (started !== undefined) return;
  const [person] = await owner`select 1 from accounts limit 1`;
  if (person === undefined) await owner.begin((tx) => seedAccounts(tx as unknown as postgres.Sql));
  if (!empty) {
    console.log('Loading demonstration data (made up) …');
    await loadMadeUp(ownerUrl, 'demo', comingYear(new Date()), progressBar());
  }
  await owner`insert into installation (key, value) values ('first start', ${empty ? 'empty' : 'demo'})`;
}

function refusedByServer(error: unknown): never {
  if ((error as { code?: string }).code !== '42501') throw error;
  throw new CannotStart(
    `The user of DATABASE_URL may not do what is needed: ${(error as Error).message}. It must own the database and be allowed to create roles.`,
  );
}
