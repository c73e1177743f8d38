import type { Context } from 'hono';
import { z } from 'zod';

import type { PageWanted } from '../../db/queries/page.ts';
import { daySchema } from '../../domain/calendar.ts';
import type { AppEnv } from '../../http/context.ts';

const idSchema = z.uuid();

/** The id in the address, if it is one. */
export function idIn(c: Context<AppEnv>): string | undefined {
  return idSchema.safeParse(c.req.param('id')).data;
}

/** Filters as they stand in the address; what is none is left out, so that a link that somebody kept still opens. */
export const askedId = idSchema.optional().catch(undefined);
export const askedText = z.string().trim().min(1).max(100).optional().catch(undefined);
export const askedDay = daySchema.optional().catch(undefined);
export const askedCounty = z
  .string()
  .regex(/^\d{6}$/)
  .optional()
  .catch(undefined);

/** A state, or all of them; `usual` where nothing is said. */
export function askedState<const State extends string>(states: readonly State[], usual: State | undefined) {
  return z
    .enum(['any', ...states])
    .optional()
    .catch(undefined)
    .transform((asked) => (asked === undefined ? usual : asked === 'any' ? undefined : states.find((state) => state === asked)));
}

export function askedOne<const Value extends string>(values: readonly Value[]) {
  return z.enum(values).optional().catch(undefined);
}

const rowsAPage = 50;

export function pageAsked(c: Context<AppEnv>, limit = rowsAPage): PageWanted {
  return { limit, after: idSchema.safeParse(c.req.query('after')).data };
}

/** By what a list is ordered: `name`, or `-name` the other way round. */
export function orderAsked<const Order extends string>(c: Context<AppEnv>, orders: readonly [Order, ...Order[]]) {
  const asked = c.req.query('sort') ?? '';
  const order = orders.find((name) => name === asked.replace(/^-/, ''));
  return { order: order ?? orders[0], isDescending: order !== undefined && asked.startsWith('-') };
}

/** What the address asks, as a link carries it on: without what is said once. */
export function keptSearch(c: Context<AppEnv>, changed: Readonly<Record<string, string>> = {}): string {
  const kept = new URLSearchParams(c.req.query());
  for (const once of ['lang', 'done', 'last', 'left', 'after']) kept.delete(once);
  for (const [name, value] of Object.entries(changed)) kept.set(name, value);
  const search = kept.toString();
  return search === '' ? '' : `?${search}`;
}
