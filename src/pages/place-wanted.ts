import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

import type { AppEnv } from '../http/context.ts';
import { cookiePrefix } from '../http/sign-in/cookie.ts';
import { startOf } from './navigation.ts';

const secondsKept = 3600;

const cookieName = (c: Context<AppEnv>) => `${cookiePrefix(c.var.settings.signIn.siteUrl)}.wanted`;
const cookieOptions = (c: Context<AppEnv>) => ({ path: '/', secure: c.var.settings.signIn.siteUrl.startsWith('https:') }) as const;

/** Keeps where somebody wanted to go before they were led to the sign-in. */
export function rememberPlace(c: Context<AppEnv>): void {
  const { pathname, search } = new URL(c.req.url);
  setCookie(c, cookieName(c), pathname + search, { ...cookieOptions(c), httpOnly: true, sameSite: 'Lax', maxAge: secondsKept });
}

/** Where somebody who has signed in goes: where they wanted to, else where their role begins. */
export function takePlace(c: Context<AppEnv>): string {
  const wanted = getCookie(c, cookieName(c));
  if (wanted === undefined) return startOf(c.var.actor);
  deleteCookie(c, cookieName(c), cookieOptions(c));
  // A place of ours, whoever wrote the cookie.
  return /^\/(?![/\\])[\x21-\x7E]*$/.test(wanted) ? wanted : startOf(c.var.actor);
}
