import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

import { codeOf } from '../../src/db/error-code.ts';
import { CannotStart } from './cannot-start.ts';

export const migrationsFolder = path.resolve(import.meta.dirname, '../../drizzle');

/** Whoever comes after a statement that waits for a table waits for it too: it waits no longer than people do for a page. */
const lockTimeoutMs = 1000;
/** What could not have a table is undone and tried again; meanwhile those who queued behind it go on. */
const tries = 300;
const pauseMs = 500;
const lockNotAvailable = '55P03';

/**
 * Brings the database up to this version, or to that of another folder's migrations, while a version before may go on serving; refuses one
 * that a newer version has written.
 */
export async function migrateDatabase(databaseUrl: string, from = migrationsFolder): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, connection: { lock_timeout: lockTimeoutMs }, onnotice: () => undefined });
  try {
    await refuseNewerData(client);
    for (let left = tries; !(await isMigrated(client, from)); left -= 1) {
      if (left === 0)
        throw new CannotStart('A table is in use all the time: the migration could not have it, and nothing was changed. Try again later.');
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  } finally {
    await client.end();
  }
}

/** All that is missing in one transaction; false where a table could not be had, and then nothing was done. */
async function isMigrated(client: postgres.Sql, from: string): Promise<boolean> {
  try {
    await migrate(drizzle(client), { migrationsFolder: from });
    return true;
  } catch (error) {
    if (codeOf(error) !== lockNotAvailable) throw error;
    return false;
  }
}

export type ApplicationRole = { readonly user: string; readonly password: string };

/**
 * Makes the role under which the application connects, and the one it takes in each transaction. Names and password follow from a secret of
 * the installation, so that two on one server have roles each.
 */
export async function makeApplicationRole(ownerUrl: string, secret: string): Promise<ApplicationRole> {
  const user = `zhijiao_${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;
  const role = { user, password: secret };
  await letIn(ownerUrl, role);
  return role;
}

/** Makes the role and its actor, if they are not there, and grants them what they may: they own nothing. */
export async function letIn(ownerUrl: string, { user, password }: ApplicationRole): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const actor = `${user}_actor`;
    const known = await client`select rolname from pg_roles where rolname in (${user}, ${actor})`;
    const names = new Set(known.map((row) => String(row['rolname'])));
    const run = async (template: string, ...given: string[]) => {
      const [made] = await client`select format(${template}, variadic ${given}::text[]) as statement`;
      await client.unsafe(String(made?.['statement']));
    };
    if (!names.has(user)) await run('create role %I login noinherit password %L', user, password);
    // It has nothing of its own: whatever it does, it does as an actor.
    const [role] = await client`select rolinherit from pg_roles where rolname = ${user}`;
    if (role?.['rolinherit'] === true) await run('alter role %I noinherit', user);
    if (!names.has(actor)) await run('create role %I nologin nobypassrls', actor);
    const [member] = await client`select pg_has_role(${user}, ${actor}, 'member') as already`;
    if (member?.['already'] !== true) await run('grant %I to %I', actor, user);
    await client`select grant_to_application(${user}, ${actor})`;
    // A program that serves looks whether the database is of its own version.
    await run('grant usage on schema drizzle to %I', user);
    await run('grant select on drizzle.__drizzle_migrations to %I', user);
  } finally {
    await client.end();
  }
}

async function refuseNewerData(client: postgres.Sql): Promise<void> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.['name'] === null || table === undefined) return;
  const [applied] = await client`select max(created_at)::bigint as last from drizzle.__drizzle_migrations`;
  if (Number(applied?.['last'] ?? 0) > (await newestMigration())) {
    throw new CannotStart(
      'The data was written by a newer version of Zhijiao. Update this checkout, or choose another folder with ZHIJIAO_DATA.',
    );
  }
}

/** Which migrations there are, and when each was written. */
export async function readJournal(): Promise<{ readonly entries: readonly { readonly when: number }[] }> {
  return JSON.parse(await readFile(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as { entries: { when: number }[] };
}

/** When the newest of this version's migrations was written. */
export async function newestMigration(): Promise<number> {
  const { entries } = await readJournal();
  return Math.max(...entries.map((entry) => entry.when));
}
