import { readFileSync } from 'node:fs';
import path from 'node:path';

import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { etag } from 'hono/etag';

type Rule = { readonly at: string; readonly lines: readonly string[] };

/** The files that the site serves as they are, with the headers that their `_headers` gives them, as Cloudflare reads it. */
export function filesIn(folder: string): Hono {
  const rules = rulesIn(readFileSync(path.join(folder, '_headers'), 'utf8'));
  return new Hono()
    .get('/_headers', (c) => c.notFound())
    .use(etag())
    .get('*', async (c, next) => {
      await next();
      if (c.res.ok) for (const rule of rules) if (isMeant(rule, c.req.path)) apply(rule, c.res.headers);
    })
    .get('*', serveStatic({ root: folder }));
}

function rulesIn(text: string): readonly Rule[] {
  return text
    .split(/\n(?=\/)/)
    .map((part) => part.split('\n').map((line) => line.trim()))
    .map(([at = '', ...lines]) => ({ at, lines: lines.filter((line) => line !== '') }));
}

function isMeant({ at }: Rule, asked: string): boolean {
  return at.endsWith('*') ? asked.startsWith(at.slice(0, -1)) : at === asked;
}

/** `! Name` takes away what an earlier rule gave. */
function apply({ lines }: Rule, headers: Headers): void {
  for (const line of lines) {
    if (line.startsWith('!')) {
      headers.delete(line.slice(1).trim());
      continue;
    }
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
}
