import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { DateTime } from 'luxon';
import type postgres from 'postgres';

import { fontFile } from '../../scripts/installation/copy-assets.ts';
import type { Press } from '../../src/http/context.ts';
import { buildApp } from '../../src/app.ts';
import { actingAs } from '../../src/db/acting.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';
import type { ActionContext } from '../../src/actions/context.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { ok } from '../../src/domain/result.ts';
import type { OpenIdProvider } from '../../src/http/sign-in/settings.ts';
import type { PostContext } from '../../src/jobs/job.ts';
import type { KeptAnswers } from '../../src/http/kept-answers.ts';
import type { Letter } from '../../src/mail/letter.ts';
import type { TestDatabase } from './database.ts';
import { operationAt, unlikeDocument } from '../../scripts/document/documented.ts';

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

export const siteUrl = 'http://localhost:8787';
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
/** The keys of every test's site. */
export const testKeys = fieldKeysOf(new Map([[1, key(1)]]), key(9));
const secret = 'a secret of the tests, long enough';

let compiled: WebAssembly.Module | undefined;
/** What the tests' sites print with: the fonts and the module that the Worker has. */
export const press: Press = {
  font: async (weight) => readFile(fontFile(weight)),
  get subsetter() {
    return (compiled ??= new WebAssembly.Module(readFileSync(resolve('node_modules/harfbuzzjs/dist/harfbuzz-subset.wasm'))));
  },
};

type Told = {
  readonly now?: string | undefined;
  readonly posted?: Letter[] | undefined;
  readonly provider?: OpenIdProvider | undefined;
  /** Where people reach it. */
  readonly url?: string | undefined;
  /** Answers given again, as the site that lives on does. */
  readonly kept?: KeptAnswers;
};

/** The site on the test's database and clock; its letters go to a list. */
export function appFor(
  database: Pick<TestDatabase, 'db'>,
  { now = '2026-12-01T08:00:00Z', posted = [], provider, url = siteUrl, kept }: Told = {},
) {
  return buildApp({
    connect: () => database.db,
    now: () => DateTime.fromISO(now, { zone: 'utc' }),
    settings: () => ({
      signIn: { siteUrl: url, secret, provider },
      keys: testKeys,
      contact: 'coordinators@zhijiao.test',
      siteUrl: url,
      press,
    }),
    post: (_, letter) => posted.push(letter),
    ...(kept === undefined ? {} : { kept }),
  });
}

/** The API as one caller sees it; whatever is answered must be what the document says. */
export function siteFor(database: Pick<TestDatabase, 'db'>, { token, now }: { token?: string; now?: string } = {}) {
  const app = appFor(database, { now });
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
    const { status, headers: told } = response;
    const text = await response.text();
    const operation = operationAt(path, method);
    const unlike = operation === undefined ? [] : unlikeDocument({ ...operation, status, type: told.get('Content-Type'), text });
    if (unlike.length > 0) throw new Error(`${method} ${path} is answered otherwise than the document says: ${unlike.join('; ')}`);
    return { status, headers: told, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };
}

/** What jobs are given in tests; their letters go to a list. */
export function jobFor({ db }: Pick<TestDatabase, 'db'>, now: string, posted: Letter[] = []): PostContext {
  const send = async (letter: Letter) => {
    posted.push(letter);
    return ok(undefined);
  };
  return { db, now: () => DateTime.fromISO(now, { zone: 'utc' }), keys: testKeys, siteUrl, send };
}

/** A bearer token of the account, good until 2030. */
export async function tokenOf(sql: postgres.Sql, accountId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest();
  await sql`insert into tokens (account_id, sha256, label, expires_at) values (${accountId}, ${sha256}, 'test', '2030-01-01')`;
  return token;
}

/** Runs an action as somebody, in the transaction that the database lets them act in. */
export async function acting<T>(
  { db }: TestDatabase,
  actor: Actor,
  now: DateTime,
  action: (context: ActionContext) => Promise<T>,
): Promise<T> {
  return actingAs(db, actor, async (tx) => action({ actor, now, db: tx, keys: testKeys, siteUrl }));
}
