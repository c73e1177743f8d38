import type { Context } from 'hono';
import { getCookie, getSignedCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { parseAccept } from 'hono/utils/accept';

import { instantOf } from '../actions/context.ts';
import { sha256Of } from '../actions/random-key.ts';
import { actingAs, isActing } from '../db/acting.ts';
import type { Database } from '../db/client.ts';
import { findRecordVersion, findSessionHolder, findTokenHolder, isRecordVersion, knock } from '../db/queries/callers.ts';
import type { Locale } from '../domain/account.ts';
import type { Actor } from '../domain/actor.ts';
import { isThisMachine } from '../domain/this-machine.ts';
import { allowanceOf, CallCounts } from './call-limits.ts';
import type { AppDeps, AppEnv } from './context.ts';
import { mayBeKept, type KeptAnswers } from './kept-answers.ts';
import { keyedHash } from './keyed-hash.ts';
import { lineOf } from './security-log.ts';
import { cookiePrefix, sessionCookieName } from './sign-in/cookie.ts';
import { tellStatement } from './telemetry.ts';

/**
 * Who calls, when, in which language; then everything else in one transaction in which they act. On a developer's machine the
 * answer says how many statements it took, besides those that begin and end the transaction, say who acts and ask how far the record goes.
 */
export function session(deps: AppDeps) {
  const counts = new CallCounts();
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('now', deps.now());
    c.set('requestId', crypto.randomUUID());
    const counted = { statements: 0 };
    const database = deps.connect(c, (text) => {
      if (isActing(text) || isRecordVersion(text)) return;
      counted.statements += 1;
      tellStatement(c, text);
    });
    c.set('settings', deps.settings(c));
    c.set('locale', localeFor(c));
    c.set('afterwards', []);
    c.set('post', (letter) => deps.post(c, letter));
    c.set('knock', knocks(c, database));
    c.set('actor', { kind: 'public' });
    c.set('tell', (happened) => deps.tell?.(lineOf(c.var, happened)));
    c.header('X-Request-Id', c.var.requestId);
    c.set('reader', undefined);
    c.set('actor', await callerOf(c, database));
    c.set('apart', async (work) => actingAs(database, c.var.actor, work, { isolationLevel: 'repeatable read' }));
    if (c.req.path.startsWith('/api/')) await countCall(c, counts, database);
    await answered(c, database, deps.kept, next);
    if (isThisMachine(new URL(c.var.settings.signIn.siteUrl).hostname)) {
      c.res.headers.append('Server-Timing', `statements;desc="${counted.statements}"`);
    }
    for (const start of c.var.afterwards) start();
  });
}

/** Past the limit nothing of the call is looked at. */
async function countCall(c: Context<AppEnv>, counts: CallCounts, database: Database): Promise<void> {
  const allowance = await allowanceOf(c, counts, database, c.req.header('CF-Connecting-IP'));
  c.set('allowance', allowance);
  if (allowance !== undefined && allowance.left < 0) throw new TooManyKnocks(allowance.seconds);
}

/** What others got already, where it still holds; else the answer of the call itself. */
async function answered(c: Context<AppEnv>, database: Database, kept: KeptAnswers | undefined, next: () => Promise<void>): Promise<void> {
  if (kept === undefined || !mayBeKept(c)) return inTransaction(c, database, next);
  // Asked before the answer is made: what comes on record meanwhile makes it old, never the other way round.
  const version = await findRecordVersion(database);
  const found = kept.find(c, version);
  if (found !== undefined) {
    c.res = found;
    return;
  }
  await inTransaction(c, database, next);
  c.res = await kept.keep(c, version);
}

class Undo extends Error {}

/** A fault leaves nothing half done; what was refused has written nothing, and what it counted stays. */
async function inTransaction(c: Context<AppEnv>, database: Database, next: () => Promise<void>): Promise<void> {
  try {
    await actingAs(database, c.var.actor, async (tx) => {
      c.set('db', tx);
      await next();
      if (c.res.status >= 500) throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
}

/** A key that is wrong or has run out is refused, not ignored, where a program gave it; a browser is simply not signed in. */
async function callerOf(c: Context<AppEnv>, database: Database): Promise<Actor> {
  const at = instantOf(c.var.now);
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (bearer !== undefined) {
    const holder = await findTokenHolder(database, await sha256Of(bearer), at);
    if (holder !== undefined) return { kind: 'account', ...holder };
    const wait = await c.var.knock('token', clientOf(c), 30, 60);
    throw wait > 0 ? new TooManyKnocks(wait) : new UnknownToken();
  }
  const { siteUrl, secret } = c.var.settings.signIn;
  const cookie = await getSignedCookie(c, secret, sessionCookieName(siteUrl));
  if (typeof cookie !== 'string') return { kind: 'public' };
  const holder = await findSessionHolder(database, await keyedHash(secret)(cookie), at);
  if (holder === undefined) return { kind: 'public' };
  const { name, zone, unread, ...account } = holder;
  c.set('reader', { name, zone, unread });
  return { kind: 'account', ...account };
}

export class UnknownToken extends Error {}

/** Somebody knocks too often; they may come again after so many seconds. */
export class TooManyKnocks extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('too many knocks');
    this.seconds = seconds;
  }
}

/** The network address a call comes from, as the platform in front of us tells it. */
export function clientOf(c: Context<AppEnv>): string {
  return c.req.header('CF-Connecting-IP') ?? 'unknown';
}

function knocks(c: Context<AppEnv>, database: Database): AppEnv['Variables']['knock'] {
  return async (door, knocker, most, windowSeconds) => {
    const hashed = await keyedHash(c.var.settings.signIn.secret)(`${door} ${knocker}`);
    return knock(database, { door, knocker: hashed, most, windowSeconds, at: instantOf(c.var.now) });
  };
}

const languageCookie = (c: Context<AppEnv>) => `${cookiePrefix(c.var.settings.signIn.siteUrl)}.language`;

/** The language asked for by the address, which a browser then keeps from page to page; else by the browser itself. */
function localeFor(c: Context<AppEnv>): Locale {
  const chosen = c.req.query('lang');
  if (c.req.path.startsWith('/api/')) return localeOf(chosen ?? c.req.header('Accept-Language'));
  if (chosen === undefined) return localeOf(getCookie(c, languageCookie(c)) ?? c.req.header('Accept-Language'));
  const locale = localeOf(chosen);
  setCookie(c, languageCookie(c), locale, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.settings.signIn.siteUrl.startsWith('https:'),
    maxAge: 365 * 86_400,
  });
  return locale;
}

/** The best of the two that the reader asks for; Chinese where neither is. */
function localeOf(header: string | undefined): Locale {
  const asked = parseAccept(header ?? '').toSorted((a, b) => b.q - a.q);
  const first = asked.find(({ type }) => /^(en|zh)(-|$)/i.test(type));
  return first?.type.toLowerCase().startsWith('en') === true ? 'en' : 'zh';
}
