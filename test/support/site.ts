import { createHash, randomBytes } from 'node:crypto';

import { DateTime } from 'luxon';
import type postgres from 'postgres';

import { buildApp } from '../../src/app.ts';
import type { TestDatabase } from './database.ts';

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

/** The site as one caller sees it, on the test's database and clock. */
export function siteFor(database: TestDatabase, { token, now = '2026-12-01T08:00:00Z' }: { token?: string; now?: string } = {}) {
  const app = buildApp({ connect: () => database.db, now: () => DateTime.fromISO(now, { zone: 'utc' }) });
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        'Accept-Language': 'en',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  };
}

/** A bearer token of the account, good until 2030. */
export async function tokenOf(sql: postgres.Sql, accountId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest();
  await sql`insert into tokens (account_id, sha256, label, expires_at) values (${accountId}, ${sha256}, 'test', '2030-01-01')`;
  return token;
}
