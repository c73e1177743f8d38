import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { counties, provinces } from '../tables/counties.ts';
import { subjects } from '../tables/subjects.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type County = typeof counties.$inferSelect;

export async function listSubjects(db: Connection) {
  return db.select().from(subjects).orderBy(asc(subjects.position));
}

/** Provinces by code. */
export async function listProvinces(db: Connection) {
  return db.select().from(provinces).orderBy(asc(provinces.code));
}

export async function findCounty(db: Connection, code: string): Promise<County | undefined> {
  const [row] = await db.select().from(counties).where(eq(counties.code, code));
  return row;
}

/** Counties by code. */
export async function listCounties(
  db: Connection,
  filter: { readonly provinceCode?: string | undefined; readonly tier?: number | undefined; readonly partner?: boolean | undefined },
  page: PageWanted,
): Promise<Page<County>> {
  const rows = await db
    .select()
    .from(counties)
    .where(
      and(
        filter.provinceCode === undefined ? undefined : eq(counties.provinceCode, filter.provinceCode),
        filter.tier === undefined ? undefined : eq(counties.tier, filter.tier),
        filter.partner === undefined ? undefined : filter.partner ? isNotNull(counties.tier) : isNull(counties.tier),
        afterKey(counties.code, page),
      ),
    )
    .orderBy(byKey(counties.code, page))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.code);
}
