import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import postgres from 'postgres';
import type { TestProject } from 'vitest/node';

import { startEmbeddedPostgres } from '../../scripts/installation/embedded-postgres.ts';
import { makeApplicationRole, migrateDatabase } from '../../scripts/installation/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
    applicationUser: string;
    applicationPassword: string;
  }
}

/** One real PostgreSQL for all tests, with a migrated template that each test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-test-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data', 'postgres'), { flags: ['fsync=off'] });
  const admin = postgres(server.adminUrl, { max: 1 });
  await admin.unsafe('create database template_zhijiao');
  const role = await makeApplicationRole(server.adminUrl);
  const template = new URL(server.adminUrl);
  template.pathname = '/template_zhijiao';
  await migrateDatabase(template.href);
  await admin.end();
  project.provide('adminUrl', server.adminUrl);
  project.provide('applicationUser', role.user);
  project.provide('applicationPassword', role.password);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
