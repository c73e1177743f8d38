import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';

import type { AppEnv } from './context.ts';

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

export class ForeignOrigin extends Error {}

/** What a browser sends from a page without scripts. */
export function isForm(c: Context<AppEnv>): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(c.req.header('Content-Type') ?? '');
}

/**
 * A call that a browser signs with its cookie must come from our own pages. Asked of every changing call without a token,
 * signed in or not, so that nobody is signed in to somebody else's account either. A mail program that turns letters off for its reader
 * comes from nowhere, with the key in the address and no cookie (RFC 8058).
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  const isProgram = c.req.header('Authorization') !== undefined;
  const hasCookie = c.req.header('Cookie') !== undefined;
  const isOneClick = !hasCookie && c.req.path.startsWith('/unsubscribe/');
  if (!changesNothing.has(c.req.method) && !isProgram && !isOneClick && (hasCookie || isForm(c))) {
    const origin = c.req.header('Origin');
    if (origin !== new URL(c.var.settings.signIn.siteUrl).origin) throw new ForeignOrigin();
  }
  await next();
});
