import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Context } from 'hono';

import { largestFileBytes } from '../domain/import/import.ts';
import type { AppEnv } from './context.ts';

/** What a file may call itself; what it is stands in its first bytes. */
export const fileTypes = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
] as const;

/** The few addresses at which a file is taken in, which is larger than any other body and no JSON: by itself, or in a form. */
const takesFile = /^\/api\/v1\/imports\/[^/]+$/;
const takesForm = /^\/desk\/imports$/;
/** A form has other fields beside its file. */
const formBytes = 64 * 1024;

export function bringsFile(c: Context<AppEnv>): boolean {
  return (c.req.method === 'POST' && takesFile.test(c.req.path)) || bringsForm(c);
}

/** A form with a file, whose page says itself what is wrong with it. */
export function bringsForm(c: Context<AppEnv>): boolean {
  return c.req.method === 'POST' && takesForm.test(c.req.path) && /^multipart\/form-data/i.test(c.req.header('Content-Type') ?? '');
}

/** Is the body so large by its own account that nobody begins to read it? One that does not say so is counted as it is read. */
export function isTooLargeFile(c: Context<AppEnv>): boolean {
  return Number(c.req.header('Content-Length') ?? '0') > largestFileBytes + formBytes;
}

export function isFileType(type: string | undefined): boolean {
  const [bare = ''] = (type ?? '').toLowerCase().split(';');
  return fileTypes.some((known) => known === bare.trim());
}

/** Has the body's hash taken while whoever answers reads it; what is given tells it at the end, having read what was left. */
export function hashedBody(c: Context<AppEnv>): () => Promise<string> {
  const hash = sha256.create();
  const { body } = c.req.raw;
  if (body === null) return async () => bytesToHex(hash.digest());
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      hash.update(piece);
      controller.enqueue(piece);
    },
  });
  const init: RequestInit & { duplex: 'half' } = { body: body.pipeThrough(counting), duplex: 'half' };
  c.req.raw = new Request(c.req.raw, init);
  return async () => {
    const rest = c.req.raw.body;
    if (rest !== null && !c.req.raw.bodyUsed) for await (const piece of rest) void piece;
    return bytesToHex(hash.digest());
  };
}
