import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';

import { accountIdOf, instantOf } from '../actions/context.ts';
import type { AppEnv } from './context.ts';

/** What is written down besides the record of the database: it names no person, no address, no key, and no path with either. */
export type SecurityEvent =
  | { readonly event: 'sign-in'; readonly way: string; readonly outcome: 'in' | 'refused' }
  | { readonly event: 'refused'; readonly method: string; readonly route: string; readonly status: number };
/** With when and in which call it was; of whoever is signed in, the account's number. */
export type SecurityLine = SecurityEvent & { readonly at: string; readonly requestId: string; readonly accountId: string | null };

/** Not signed in, not allowed, too often. */
const refusals: ReadonlySet<number> = new Set([401, 403, 429]);

/** Writes down who was refused what. Somebody signed in who asks for what is not theirs is answered as if it were not there. */
export const logRefusals = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { status } = c.res;
  // Nothing is known of a call that failed before it was looked at.
  if (c.var.tell === undefined) return;
  const isHidden = status === 404 && c.var.actor.kind === 'account';
  if (refusals.has(status) || isHidden) c.var.tell({ event: 'refused', method: c.req.method, route: routePath(c, -1), status });
});

/** Adds to an event what is known of its call. */
export function lineOf(
  { actor, now, requestId }: Pick<AppEnv['Variables'], 'actor' | 'now' | 'requestId'>,
  happened: SecurityEvent,
): SecurityLine {
  return { at: instantOf(now), requestId, accountId: accountIdOf(actor), ...happened };
}
