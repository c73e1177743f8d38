import { createMiddleware } from 'hono/factory';

import type { AppEnv } from './context.ts';

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
  const pointers = Object.entries(c.req.query()).flatMap(([name, value]) => unstorableIn(value, `/${name}`));
  if (c.req.header('Content-Type') !== undefined && !['GET', 'HEAD'].includes(c.req.method)) {
    // What is no JSON at all is the route's to refuse.
    const body: unknown = await c.req.json().catch(() => undefined);
    pointers.push(...unstorableIn(body, ''));
  }
  if (pointers.length > 0) throw new UnstorableText(pointers);
  await next();
});

function unstorableIn(value: unknown, pointer: string): string[] {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [pointer] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => unstorableIn(item, `${pointer}/${i}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorableIn(inner, `${pointer}/${key}`));
}
