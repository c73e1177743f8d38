import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import postgres from 'postgres';
import type { TestProject } from 'vitest/node';

import { copyAssets } from '../../scripts/installation/copy-assets.ts';
import { startEmbeddedPostgres } from '../../scripts/installation/embedded-postgres.ts';
import { fieldKeysText, newKey } from '../../scripts/installation/keys.ts';
import { makeApplicationRole, migrateDatabase } from '../../scripts/installation/migrate.ts';
import { fillDatabase, makeDatabase, openForApplication } from '../../scripts/installation/prepare-database.ts';
import { roadVolunteers } from '../../scripts/road/people.ts';
import { demonstrationAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { offerDemonstrations } from './demonstrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
    applicationUser: string;
    applicationPassword: string;
    /** The database that the Worker of the tests runs on: an installation on its first start, without seasons. */
    siteDatabaseUrl: string;
    /** Bearer tokens of its demonstration accounts, by email. */
    siteTokens: Record<string, string>;
    /** What it signs, hashes and encrypts with. */
    siteKeys: { signInSecret: string; hashKey: string; fieldKeys: string };
  }
}

/** All of it is thrown away at the end, so nothing is made safe or tidied meanwhile. */
const thrownAway = ['fsync=off', 'full_page_writes=off', 'autovacuum=off', 'max_wal_size=8GB', 'checkpoint_timeout=1h'];

const siteKeys = { signInSecret: newKey(), hashKey: newKey(), fieldKeys: { 1: newKey() } };

/** One real PostgreSQL for all tests: a migrated template that each test file copies, and the Worker's own database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-test-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data', 'postgres'), { flags: thrownAway });
  await makeTemplate(project, server.adminUrl);
  await makeSite(project, server.adminUrl);
  const endDemonstrations = await offerDemonstrations(project);
  return async () => {
    await endDemonstrations();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(project: TestProject, adminUrl: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1 });
  await admin.unsafe('create database template_zhijiao');
  await admin.end();
  const template = new URL(adminUrl);
  template.pathname = '/template_zhijiao';
  await migrateDatabase(template.href);
  const role = await makeApplicationRole(template.href, randomBytes(32).toString('hex'));
  project.provide('adminUrl', adminUrl);
  project.provide('applicationUser', role.user);
  project.provide('applicationPassword', role.password);
}

async function makeSite(project: TestProject, adminUrl: string): Promise<void> {
  copyAssets();
  const ownerUrl = await makeDatabase(adminUrl);
  const databaseUrl = await openForApplication(ownerUrl, { secret: randomBytes(32).toString('hex'), keys: siteKeys });
  await fillDatabase(ownerUrl, { empty: true, keys: siteKeys });
  project.provide('siteDatabaseUrl', databaseUrl);
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const tokens: Record<string, string> = {};
  const travellers = roadVolunteers.map((email) => ({ email, name: email, made_up: true }));
  await owner`insert into accounts ${owner(travellers)}`;
  await owner`insert into account_roles (account_id, role) select id, 'volunteer' from accounts where email = any (${[...roadVolunteers]})`;
  for (const email of [...demonstrationAccounts.map((account) => account.email), ...roadVolunteers]) {
    const token = randomBytes(32).toString('base64url');
    const sha256 = createHash('sha256').update(token).digest();
    await owner`insert into tokens (account_id, sha256, label, expires_at)
      select id, ${sha256}, 'test', '2100-01-01' from accounts where email = ${email}`;
    tokens[email] = token;
  }
  await owner.end();
  project.provide('siteTokens', tokens);
  project.provide('siteKeys', { signInSecret: siteKeys.signInSecret, hashKey: siteKeys.hashKey, fieldKeys: fieldKeysText(siteKeys) });
}
