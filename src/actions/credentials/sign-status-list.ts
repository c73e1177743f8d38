import { base64url } from 'jose';

import { entriesAList, statusBits, statusListOf, statusPlace, statusValue, type StatusPurpose } from '../../domain/credential.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findClosedIndexes } from '../../db/queries/signing-keys.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { sign } from './signing-key.ts';

/** How long a program may rely on a list before it asks again. */
const goodForHours = 24;

/**
 * Which certificates hold no longer, as a signed list of bits; to anybody, and about nobody. The list of revocations says that alone; the
 * list of messages says which of them have a newer one in their place.
 */
export async function signStatusList(context: ActionContext, purpose: StatusPurpose, list: number): Promise<Result<string, NotFound>> {
  const { db, actor, now, siteUrl } = context;
  const from = (list - 1) * entriesAList;
  const { closed, last } = await asConsequence(db, actor, async () => findClosedIndexes(db, from, from + entriesAList));
  if (list < 1 || list > statusPlace(last).list) return fail(notFound('status list'));
  const set = closed.map(({ index, state }) => ({ entry: statusPlace(index).entry, value: statusValue(purpose, state) }));
  const encoded = base64url.encode(await gzipped(statusBits(purpose, set)));
  const until = instantOf(now.plus({ hours: goodForHours }));
  const { jwt } = await sign(context, statusListOf({ purpose, list, encoded, at: instantOf(now), until }, siteUrl));
  return ok(jwt);
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
