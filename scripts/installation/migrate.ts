import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

import { CannotStart } from './cannot-start.ts';

export const migrationsFolder = path.resolve(import.meta.dirname, '../../drizzle');

/** Brings the database up to this version, or to that of another folder's migrations; refuses one that a newer version has written. */
export async function migrateDatabase(databaseUrl: string, from = migrationsFolder): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await refuseNewerData(client);
    await migrate(drizzle(client), { migrationsFolder: from });
  } finally {
    await client.end();
  }
}

export type ApplicationRole = { readonly user: string; readonly password: string };

/**
 * Makes the role under which the application connects, and the one it takes in each transaction, if they are not there, and
 * grants them what they may: they own nothing. Names and password follow from a secret of the installation, so that two on
 * one server have roles each.
 */
export async function makeApplicationRole(ownerUrl: string, secret: string): Promise<ApplicationRole> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const user = `zhijiao_${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;
  try {
    const actor = `${user}_actor`;
    const known = await client`select rolname from pg_roles where rolname in (${user}, ${actor})`;
    const names = new Set(known.map((row) => String(row['rolname'])));
    if (!names.has(user)) await client.unsafe(`create role ${user} login password '${secret}'`);
    // It has nothing of its own: whatever it does, it does as an actor.
    await client.unsafe(`alter role ${user} noinherit`);
    if (!names.has(actor)) await client.unsafe(`create role ${actor} nologin nobypassrls`);
    await client.unsafe(`grant ${actor} to ${user}`);
    await client`select grant_to_application(${user}, ${actor})`;
    return { user, password: secret };
  } finally {
    await client.end();
  }
}

async function refuseNewerData(client: postgres.Sql): Promise<void> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.['name'] === null || table === undefined) return;
  const [applied] = await client`select max(created_at)::bigint as last from drizzle.__drizzle_migrations`;
  const { entries } = await readJournal();
  const newest = Math.max(...entries.map((entry) => entry.when));
  if (Number(applied?.['last'] ?? 0) > newest) {
    throw new CannotStart(
      'The data was written by a newer version of Zhijiao. Update this checkout, or choose another folder with ZHIJIAO_DATA.',
    );
  }
}

/** Which migrations there are, and when each was written. */
export async function readJournal(): Promise<{ readonly entries: readonly { readonly when: number }[] }> {
  return JSON.parse(await readFile(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as { entries: { when: number }[] };
}
