import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';

import { DateTime } from 'luxon';
import postgres from 'postgres';

import { applyImport } from '../../src/actions/imports/apply-import.ts';
import { receiveFile } from '../../src/actions/imports/receive-file.ts';
import type { ActionContext } from '../../src/actions/context.ts';
import { actingAs } from '../../src/db/acting.ts';
import { openDatabase } from '../../src/db/client.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { ok, type Result } from '../../src/domain/result.ts';
import { runImports } from '../../src/jobs/run-imports.ts';

/** Takes one file in and says what it cost: megabytes, seconds to take it in, to check it, to write it, and the most memory in megabytes. */
const [databaseUrl = '', ownerUrl = '', file = ''] = process.argv.slice(2);
const db = openDatabase(databaseUrl);
const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
const [coordinator] = await owner`select id from accounts where email = 'coordinator@example.org'`;
await owner.end();
const actor: Actor = { kind: 'account', accountId: String(coordinator?.['id']), roles: ['coordinator'], countyCodes: [] };
const key = Buffer.alloc(32, 1).toString('base64');
const given = { keys: fieldKeysOf(new Map([[1, key]]), key), siteUrl: 'http://localhost' };
const job = { ...given, db, now: () => DateTime.utc(), send: async () => ok(undefined) };

let most = 0;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);

const blob = await openAsBlob(file);
const sent = { name: basename(file), stream: blob.stream() };
const taken = await timed(async () => act(async (context) => receiveFile(context, { kind: 'stations', mode: 'rows' }, sent)));
const checked = await timed(async () => runImports(job));
await act(async (context) => applyImport(context, taken.gives.id));
const written = await timed(async () => runImports(job));
clearInterval(watch);
console.log([blob.size / 1e6, taken.seconds, checked.seconds, written.seconds, most / 1e6].join(' '));
await db.$client.end();

async function act<T>(action: (context: ActionContext) => Promise<Result<T, { readonly kind: string }>>): Promise<T> {
  const result = await actingAs(db, actor, async (tx) => action({ ...given, actor, now: DateTime.utc(), db: tx }));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly gives: T; readonly seconds: number }> {
  const begun = performance.now();
  const gives = await work();
  return { gives, seconds: (performance.now() - begun) / 1000 };
}
