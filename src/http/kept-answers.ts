import type { Context } from 'hono';
import { LRUCache } from 'lru-cache';

import type { AppEnv } from './context.ts';

const mostBytes = 16 * 1024 * 1024;
const mostBytesOfOne = 512 * 1024;
/** No longer than browsers keep a public page: some of what it shows changes with the hour, or is folded by jobs, without an event. */
export const keptSeconds = 60;

type Kept = { readonly version: string; readonly body: Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> };

/** What is of one call alone, or of its body's way. */
const ofOneCall = new Set(['x-request-id', 'content-length']);

/**
 * Answers that are the same for everybody who is not signed in, kept in the memory of this isolate or process and given again as long as nothing
 * was put on record since: a crowd that reads costs the database one small question a call. Bounded in bytes; what was asked for longest ago goes first.
 */
export class KeptAnswers {
  readonly #answers = new LRUCache<string, Kept>({
    maxSize: mostBytes,
    maxEntrySize: mostBytesOfOne,
    sizeCalculation: ({ body }, key) => body.byteLength + key.length + 1024,
    ttl: keptSeconds * 1000,
  });

  /** What was answered to the same question at the same version of the record. */
  find(c: Context<AppEnv>, version: string): Response | undefined {
    const kept = this.#answers.get(keyOf(c));
    if (kept === undefined || kept.version !== version) return undefined;
    return answerOf(c, kept);
  }

  /** Keeps the answer that was just made, where it may be given to others; gives it, or that the reader has it already. */
  async keep(c: Context<AppEnv>, version: string): Promise<Response> {
    const { res } = c;
    if (c.var.isForAll !== true || res.status !== 200 || !isKeepable(res.headers)) return res;
    const body = new Uint8Array(await res.clone().arrayBuffer());
    if (isPage(res.headers) && !res.headers.has('ETag')) res.headers.set('ETag', await etagOf(body));
    const headers = Object.fromEntries([...res.headers].filter(([name]) => !ofOneCall.has(name)));
    const kept = { version, body, headers };
    this.#answers.set(keyOf(c), kept);
    return isKnown(c, kept) ? answerOf(c, kept) : res;
  }
}

/** May the answer to this call be one that others got? Whoever is signed in, or asks for the language to be kept, gets their own. */
export function mayBeKept(c: Context<AppEnv>): boolean {
  const isForBrowser = !c.req.path.startsWith('/api/');
  return c.req.method === 'GET' && c.var.actor.kind === 'public' && !(isForBrowser && c.req.query('lang') !== undefined);
}

function keyOf(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return `${c.var.locale} ${pathname}${search}`;
}

function answerOf(c: Context<AppEnv>, kept: Kept): Response {
  return isKnown(c, kept) ? c.body(null, 304, kept.headers) : c.body(kept.body, 200, kept.headers);
}

/** Pages alone: the API's tags name versions of things, to change them by. */
function isKnown(c: Context<AppEnv>, { headers }: Kept): boolean {
  const { etag, 'content-type': type = '' } = headers;
  const known = c.req.header('If-None-Match') ?? '';
  return (
    etag !== undefined &&
    type.startsWith('text/html') &&
    known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
  );
}

const isKeepable = (headers: Headers) => !headers.has('Set-Cookie') && !(headers.get('Cache-Control') ?? '').includes('no-store');
const isPage = (headers: Headers) => (headers.get('Content-Type') ?? '').startsWith('text/html');

/** Weak, since whoever sends it on may compress it. */
async function etagOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return `W/"${btoa(String.fromCharCode(...hash.slice(0, 15)))}"`;
}
