import { base64url } from 'jose';

import { bitsAList, statusBits, statusListOf, statusPlace } from '../../domain/credential.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findClosedIndexes } from '../../db/queries/signing-keys.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { sign } from './signing-key.ts';

/** How long a program may rely on a list before it asks again. */
const goodForHours = 24;

/** Which certificates hold no longer, superseded or revoked, as a signed list of bits; to anybody, and about nobody. */
export async function signStatusList(context: ActionContext, list: number): Promise<Result<string, NotFound>> {
  const { db, actor, now, siteUrl } = context;
  const from = (list - 1) * bitsAList;
  const { closed, last } = await asConsequence(db, actor, async () => findClosedIndexes(db, from, from + bitsAList));
  if (list < 1 || list > statusPlace(last).list) return fail(notFound('status list'));
  const encoded = base64url.encode(await gzipped(statusBits(closed.map((index) => statusPlace(index).bit))));
  const until = instantOf(now.plus({ hours: goodForHours }));
  const { jwt } = await sign(context, statusListOf({ list, encoded, at: instantOf(now), until }, siteUrl));
  return ok(jwt);
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
