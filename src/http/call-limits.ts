import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { DateTime } from 'luxon';

import { instantOf } from '../actions/context.ts';
import { countCalls } from '../db/queries/callers.ts';
import type { Database } from '../db/client.ts';
import type { AppEnv } from './context.ts';
import { keyedHash } from './keyed-hash.ts';

/** How many calls of the API a minute: by one account, whatever its tokens, and without one by an address of the network. */
export type CallLimits = { readonly account: number; readonly address: number };

/** What is left to whoever calls, as the answer's headers say it. */
export type Allowance = { readonly policy: keyof CallLimits; readonly most: number; readonly left: number; readonly seconds: number };

const windowSeconds = 60;
/** A limit as the header of every answer says it. */
export const policyText = (policy: keyof CallLimits, most: number) => `"${policy}";q=${most};w=${windowSeconds}`;
/** The database hears of every twentieth part of a limit: so much, times the isolates, is the most that may pass beyond it. */
const partsOfLimit = 20;
/** More callers than these in one minute are a flood: the counts begin anew rather than fill the memory. */
const mostCallers = 50_000;

type Count = { /** Of all isolates, as far as the database has heard. */ told: number; /** Here, since then. */ untold: number };
type Tell = (calls: number, windowEndsAt: DateTime) => Promise<number>;

/**
 * Counts calls in the memory of this isolate, minute by minute, and adds them to those of the others now and then: a call waits for the
 * database once in a twentieth of its limit, and nobody writes a row a call (docs/decisions/0013-calls-counted-in-memory.md).
 */
export class CallCounts {
  #windowEndsAt = 0;
  readonly #counts = new Map<string, Count>();

  /** Counts one call; gives how many there were in this minute, as far as is known here. */
  async count(caller: string, most: number, now: DateTime, tell: Tell): Promise<{ readonly calls: number; readonly seconds: number }> {
    const endsAt = (Math.floor(now.toSeconds() / windowSeconds) + 1) * windowSeconds;
    if (endsAt !== this.#windowEndsAt || this.#counts.size >= mostCallers) this.#counts.clear();
    this.#windowEndsAt = endsAt;
    const count = this.#counts.get(caller) ?? { told: 0, untold: 0 };
    this.#counts.set(caller, count);
    count.untold += 1;
    const untold = count.untold;
    // Whoever is refused already is not worth a statement.
    if (count.told <= most && untold >= Math.max(1, Math.floor(most / partsOfLimit))) {
      count.untold = 0;
      count.told = Math.max(count.told, await tell(untold, DateTime.fromSeconds(endsAt, { zone: 'utc' })));
    }
    return { calls: count.told + count.untold, seconds: Math.max(1, Math.ceil(endsAt - now.toSeconds())) };
  }
}

type Call = Context<AppEnv>;

/** Counts a call of the API; undefined where nobody is counted: no limit is set, or nobody in front of us says who calls. */
export async function allowanceOf(
  c: Call,
  counts: CallCounts,
  database: Database,
  address: string | undefined,
): Promise<Allowance | undefined> {
  const { settings, actor, now } = c.var;
  const caller = actor.kind === 'account' ? actor.accountId : address;
  if (settings.callLimits === undefined || caller === undefined) return undefined;
  const policy = actor.kind === 'account' ? 'account' : 'address';
  const most = settings.callLimits[policy];
  const { calls, seconds } = await counts.count(`${policy} ${caller}`, most, now, async (untold, windowEndsAt) => {
    const hashed = await keyedHash(settings.signIn.secret)(`calls ${policy} ${caller}`);
    return countCalls(database, { caller: hashed, calls: untold, windowEndsAt: instantOf(windowEndsAt) });
  });
  return { policy, most, left: most - calls, seconds };
}

/** Says on every answer of the API what is left to whoever calls (draft-ietf-httpapi-ratelimit-headers). */
export const tellAllowance = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { allowance } = c.var;
  if (allowance === undefined) return;
  const { policy, most, left, seconds } = allowance;
  c.res.headers.set('RateLimit-Policy', policyText(policy, most));
  c.res.headers.set('RateLimit', `"${policy}";r=${Math.max(0, left)};t=${seconds}`);
});
