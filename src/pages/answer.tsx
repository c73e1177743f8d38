import type { Context } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HtmlEscapedString } from 'hono/utils/html';

import type { AppEnv } from '../http/context.ts';

const closed = { defaultSrc: ["'none'"], imgSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"] };
/** `no-referrer` would hide the origin of our own forms too, and same-origin.ts would refuse them. */
const strict = { referrerPolicy: 'same-origin', xFrameOptions: 'DENY', strictTransportSecurity: false } as const;

/** Scripts, styles and the worker that answers offline come from here alone, and none stands in a page. */
export const ownPages = secureHeaders({
  ...strict,
  contentSecurityPolicy: { ...closed, scriptSrc: ["'self'"], styleSrc: ["'self'"], connectSrc: ["'self'"], workerSrc: ["'self'"] },
});
/** Swagger UI writes styles of its own and draws with data: images. */
export const swaggerScript = secureHeaders({
  ...strict,
  contentSecurityPolicy: {
    ...closed,
    imgSrc: ["'self'", 'data:'],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
  },
});

type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A page that is the same for everybody who reads its language and is not signed in: its head names whoever is. */
export async function sendPublic(c: Context<AppEnv>, page: Page, status: ContentfulStatusCode = 200): Promise<Response> {
  if (c.var.actor?.kind === 'account') return sendPrivate(c, page, status);
  // What sets the language's cookie is for whoever chose it.
  const whose = c.req.query('lang') === undefined ? 'public' : 'private';
  c.set('isForAll', whose === 'public');
  return send(c, page, status, { Vary: 'Accept-Language, Cookie', 'Cache-Control': `${whose}, max-age=60` });
}

/** A page for one person; no copy of it stays anywhere. */
export async function sendPrivate(c: Context<AppEnv>, page: Page, status: ContentfulStatusCode = 200): Promise<Response> {
  return send(c, page, status, { 'Cache-Control': 'no-store' });
}

async function send(c: Context<AppEnv>, page: Page, status: ContentfulStatusCode, headers: Record<string, string>): Promise<Response> {
  return c.html(html`<!doctype html>${page}`, status, headers);
}

/** What comes after something was done: the browser asks for another page, and going back does nothing twice. */
export function seeOther(c: Context<AppEnv>, path: string, cookies: readonly string[] = []): Response {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
  c.header('Cache-Control', 'no-store');
  return c.redirect(path, 303);
}
