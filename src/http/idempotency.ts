import { bytesToHex } from '@noble/hashes/utils.js';
import { and, eq } from 'drizzle-orm';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';

import { sha256Of } from '../actions/random-key.ts';
import { storedAnswerPlace } from '../db/queries/sealed-columns.ts';
import { idempotencyKeys } from '../db/tables/events.ts';
import type { AppEnv } from './context.ts';
import { bringsFile, hashedBody } from './files.ts';

export class IdempotencyMismatch extends Error {}
export class IdempotencyKeyInvalid extends Error {}
class Undo extends Error {}

/**
 * A POST with an `Idempotency-Key` has the effect of one: the key is written in the transaction of the effect, so a
 * second call waits for the first and then gets its answer. A fault undoes both, so that a retry can succeed.
 */
export const idempotency = createMiddleware<AppEnv>(async (c, next) => {
  const key = c.req.header('Idempotency-Key');
  const { actor } = c.var;
  if (key === undefined || c.req.method !== 'POST' || actor.kind !== 'account') return next();
  if (key.length === 0 || key.length > 200) throw new IdempotencyKeyInvalid();
  const { accountId } = actor;
  // A file's hash is known once it was read: until then its key is held without.
  const fileHash = bringsFile(c) ? hashedBody(c) : undefined;
  const hashOf = async (body: string) => bytesToHex(await sha256Of(`${c.req.method} ${c.req.path}\n${body}`));
  const requestSha256 = fileHash === undefined ? await hashOf(await c.req.text()) : '';
  const own = and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key));
  const outer = c.var.db;
  try {
    await outer.transaction(async (tx) => {
      const written = await tx.insert(idempotencyKeys).values({ accountId, key, requestSha256 }).onConflictDoNothing().returning();
      if (written.length === 0) {
        const [first] = await tx.select().from(idempotencyKeys).where(own);
        const asked = fileHash === undefined ? requestSha256 : await hashOf(await fileHash());
        if (first?.requestSha256 !== asked) throw new IdempotencyMismatch();
        c.res = await firstAnswer(c, first);
        return;
      }
      c.set('db', tx);
      await next();
      if (c.res.status >= 500) throw new Undo();
      // A file that was refused left nothing: it may come again, mended, under the same key.
      if (fileHash !== undefined && c.res.status >= 400) {
        await tx.delete(idempotencyKeys).where(own);
        return;
      }
      const read = fileHash === undefined ? requestSha256 : await hashOf(await fileHash());
      const body = await c.res.clone().text();
      const headers = Object.fromEntries(
        ['content-type', 'etag', 'location'].flatMap((name) => {
          const value = c.res.headers.get(name);
          return value === null ? [] : [[name, value]];
        }),
      );
      const sealedBody = await c.var.settings.keys.seal(body, storedAnswerPlace(`${accountId} ${key}`));
      await tx.update(idempotencyKeys).set({ requestSha256: read, status: c.res.status, sealedBody, headers }).where(own);
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  } finally {
    c.set('db', outer);
  }
  return undefined;
});

/** The first answer, as it was given. */
async function firstAnswer(c: Context<AppEnv>, first: typeof idempotencyKeys.$inferSelect): Promise<Response> {
  const headers = { ...first.headers, 'Idempotency-Replayed': 'true' };
  return new Response(await bodyOf(c, first), { status: first.status ?? 200, headers });
}

async function bodyOf(c: Context<AppEnv>, { accountId, key, sealedBody }: typeof idempotencyKeys.$inferSelect): Promise<string | null> {
  return sealedBody === null ? null : c.var.settings.keys.open(sealedBody, storedAnswerPlace(`${accountId} ${key}`));
}
