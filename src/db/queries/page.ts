import { asc, desc, gt, lt, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** Part of a list: at most `limit` rows after the key `after`, in the order of the key. */
export type PageWanted = { readonly limit: number; readonly after?: string | undefined; readonly newestFirst?: boolean };
export type Page<T> = { readonly items: readonly T[]; readonly nextAfter: string | null };

export function afterKey(key: AnyPgColumn, page: PageWanted): SQL | undefined {
  if (page.after === undefined) return undefined;
  return page.newestFirst === true ? lt(key, page.after) : gt(key, page.after);
}

export function byKey(key: AnyPgColumn, page: PageWanted): SQL {
  return page.newestFirst === true ? desc(key) : asc(key);
}

/** Cuts a list that was read with one row more than asked for: that row says whether there is a next page. */
export function pageOf<T>(rows: readonly T[], page: PageWanted, keyOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return { items, nextAfter: rows.length > page.limit && last !== undefined ? keyOf(last) : null };
}
