import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';

import type { AppEnv } from './context.ts';
import { bringsFile } from './files.ts';
import { isForm } from './same-origin.ts';

/** Text that the database cannot hold: with a NUL, or with half of a surrogate pair. */
export class UnstorableText extends Error {
  readonly pointers: readonly string[];
  constructor(pointers: readonly string[]) {
    super('text that cannot be stored');
    this.pointers = pointers;
  }
}

/** Refuses such text wherever it comes in, naming every place, so that no route has to think of it. */
export const storedText = createMiddleware<AppEnv>(async (c, next) => {
  const pointers = Object.entries(c.req.query()).flatMap(([name, value]) => unstorableIn(value, `/${pointerPart(name)}`));
  // Of a file each cell is looked at as it is read.
  if (!bringsFile(c) && c.req.header('Content-Type') !== undefined && !['GET', 'HEAD'].includes(c.req.method)) {
    pointers.push(...unstorableIn(await bodyOf(c), ''));
  }
  if (pointers.length > 0) throw new UnstorableText(pointers);
  await next();
});

/** A form's fields, or JSON; what is neither is the route's to refuse. */
async function bodyOf(c: Context<AppEnv>): Promise<unknown> {
  return isForm(c) ? c.req.parseBody({ all: true }) : c.req.json().catch(() => undefined);
}

type Place = { readonly value: unknown; readonly key: string | number; readonly inside: Place | undefined };

/**
 * Pointers to every such text; a stack of its own, because a body may be nested deeper than calls can be. Numbers, of which a body may bring half a
 * million, are passed by, and a pointer is made only of what is told.
 */
function unstorableIn(root: unknown, at: string): string[] {
  const found: string[] = [];
  const open: Place[] = [{ value: root, key: at, inside: undefined }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed()) found.push(pointerOf(place));
    } else if (typeof value === 'object' && value !== null) {
      const parts: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
      for (const [key, inner] of parts) if (mayHoldText(inner)) open.push({ value: inner, key, inside: place });
    }
  }
  return found;
}

const mayHoldText = (value: unknown) => typeof value === 'string' || (typeof value === 'object' && value !== null);

/** The key of the outermost is a pointer already. */
function pointerOf(place: Place): string {
  const parts: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.inside) {
    parts.push(at.inside === undefined ? String(at.key) : `/${pointerPart(String(at.key))}`);
  }
  return parts.toReversed().join('');
}

/** One reference token of a JSON pointer (RFC 6901). */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
