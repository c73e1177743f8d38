import { createHash, randomBytes } from 'node:crypto';

import { generateSignedCookie } from 'hono/cookie';
import type postgres from 'postgres';

import { keyedHash } from '../../src/http/keyed-hash.ts';
import { sessionCookieName } from '../../src/http/sign-in/cookie.ts';

/** Who asks: programs by their tokens, browsers by their sessions. */
export const callers = {
  coordinator: { email: 'coordinator@example.org', by: 'token' },
  officer: { email: 'county@example.org', by: 'token' },
  /** Who completed two placements, the second ten seasons after the first, and has applied again. */
  volunteer: { email: 'person-0@example.org', by: 'token' },
  admin: { email: 'admin@example.org', by: 'token' },
  'coordinator in a browser': { email: 'coordinator@example.org', by: 'session' },
  'admin in a browser': { email: 'admin@example.org', by: 'session' },
} as const satisfies Record<string, { readonly email: string; readonly by: 'token' | 'session' }>;

export type Caller = keyof typeof callers;
export type Headers = Readonly<Record<string, string>>;

/** What each sends along to be known. */
export async function letIn(sql: postgres.Sql, secret: string): Promise<ReadonlyMap<Caller, Headers>> {
  const headers = new Map<Caller, Headers>();
  for (const [name, { email, by }] of Object.entries(callers)) {
    const [account] = await sql<{ id: string }[]>`select id from accounts where email = ${email}`;
    if (account === undefined) throw new Error(`nobody has the address ${email}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    headers.set(name as Caller, by === 'token' ? await tokenOf(sql, account.id) : await sessionOf(sql, account.id, secret));
  }
  return headers;
}

export async function tokenOf(sql: postgres.Sql, accountId: string): Promise<Headers> {
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest();
  await sql`insert into tokens (account_id, sha256, label, expires_at) values (${accountId}, ${sha256}, 'measurement', now() + interval '1 day')`;
  return { Authorization: `Bearer ${token}` };
}

async function sessionOf(sql: postgres.Sql, accountId: string, secret: string): Promise<Headers> {
  const key = randomBytes(32).toString('base64url');
  await sql`insert into sessions (account_id, token, expires_at) values (${accountId}, ${await keyedHash(secret)(key)}, now() + interval '1 day')`;
  const cookie = await generateSignedCookie(sessionCookieName('http:'), key, secret);
  return { Cookie: cookie.split(';', 1)[0] ?? '' };
}
