import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';

import { openDatabase, type Database } from '../../src/db/client.ts';

export type TestDatabase = {
  /** As the application connects: a role that owns nothing. */
  db: Database;
  /** As the owner, for raw SQL. */
  sql: postgres.Sql;
  ownerUrl: string;
  /** For a program of its own that connects as the application does. */
  applicationUrl: string;
};

/** A database of this test file's own, copied from the migrated template. */
export function testDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  let admin: postgres.Sql;
  beforeAll(async () => {
    admin = postgres(inject('adminUrl'), { max: 1 });
    const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
    await admin.unsafe(`create database ${name} template template_zhijiao strategy file_copy`);
    const owner = new URL(inject('adminUrl'));
    owner.pathname = `/${name}`;
    const application = new URL(owner.href);
    application.username = inject('applicationUser');
    application.password = inject('applicationPassword');
    database.ownerUrl = owner.href;
    database.applicationUrl = application.href;
    database.sql = postgres(owner.href, { max: 4, onnotice: () => undefined });
    database.db = openDatabase(application.href, { connections: 20 });
  });
  afterAll(async () => {
    await database.sql.end();
    await database.db.$client.end();
    await admin.end();
  });
  return database;
}
