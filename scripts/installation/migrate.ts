import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const migrationsFolder = path.resolve(import.meta.dirname, '../../drizzle');

export class NewerData extends Error {}

/** Brings the database up to this version; refuses one that a newer version has written. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await refuseNewerData(client);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}

/**
 * Makes the application's own role, which owns nothing, if it is not there. Its password follows from the owner's, so that
 * two installations on one server do not change it under each other.
 */
export async function makeApplicationRole(adminUrl: string): Promise<{ readonly user: string; readonly password: string }> {
  const client = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const password = createHmac('sha256', new URL(adminUrl).password).update('zhijiao_app').digest('hex');
  try {
    const [known] = await client`select 1 from pg_roles where rolname = 'zhijiao_app'`;
    await client.unsafe(`${known === undefined ? 'create' : 'alter'} role zhijiao_app login password '${password}'`);
    return { user: 'zhijiao_app', password };
  } finally {
    await client.end();
  }
}

async function refuseNewerData(client: postgres.Sql): Promise<void> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.['name'] === null || table === undefined) return;
  const [applied] = await client`select max(created_at)::bigint as last from drizzle.__drizzle_migrations`;
  const journal = JSON.parse(await readFile(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  const newest = Math.max(...journal.entries.map((entry) => entry.when));
  if (Number(applied?.['last'] ?? 0) > newest) {
    throw new NewerData(
      'The data was written by a newer version of Zhijiao. Update this checkout, or choose another folder with ZHIJIAO_DATA.',
    );
  }
}
