import { createMiddleware } from 'hono/factory';
import { parseAccept } from 'hono/utils/accept';

import { instantOf } from '../actions/context.ts';
import { findTokenHolder } from '../db/queries/accounts.ts';
import type { Locale } from '../domain/account.ts';
import type { AppDeps, AppEnv } from './context.ts';

/** Who calls, when, in which language, on which database. A token that is wrong or has run out is refused, not ignored. */
export function session(deps: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const db = deps.connect(c);
    const now = deps.now();
    c.set('db', db);
    c.set('now', now);
    c.set('locale', localeOf(c.req.query('lang') ?? c.req.header('Accept-Language')));
    c.set('requestId', crypto.randomUUID());
    c.set('actor', { kind: 'public' });
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (bearer !== undefined) {
      const sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(bearer)));
      const holder = await findTokenHolder(db, sha256, instantOf(now));
      if (holder === undefined) throw new UnknownToken();
      c.set('actor', { kind: 'account', ...holder });
    }
    await next();
    c.header('X-Request-Id', c.var.requestId);
  });
}

export class UnknownToken extends Error {}

/** The best of the two that the reader asks for; Chinese where neither is. */
function localeOf(header: string | undefined): Locale {
  const asked = parseAccept(header ?? '').toSorted((a, b) => b.q - a.q);
  const first = asked.find(({ type }) => /^(en|zh)(-|$)/i.test(type));
  return first?.type.toLowerCase().startsWith('en') === true ? 'en' : 'zh';
}
