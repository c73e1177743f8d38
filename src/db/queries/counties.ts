import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';

import type { StationInput } from '../../domain/station.ts';
import type { Connection } from '../client.ts';
import { counties, provinces, stations } from '../tables/counties.ts';
import { subjects } from '../tables/subjects.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type County = typeof counties.$inferSelect;
export type Station = typeof stations.$inferSelect;

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

/** Stations by id. */
export async function listStations(
  db: Connection,
  filter: { readonly countyCode?: string | undefined; readonly open?: boolean | undefined },
  page: PageWanted,
): Promise<Page<Station>> {
  const rows = await db
    .select()
    .from(stations)
    .where(
      and(
        filter.countyCode === undefined ? undefined : eq(stations.countyCode, filter.countyCode),
        filter.open === undefined ? undefined : filter.open ? isNull(stations.closedDay) : isNotNull(stations.closedDay),
        afterKey(stations.id, page),
      ),
    )
    .orderBy(byKey(stations.id, page))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.id);
}

export async function findStation(db: Connection, id: string): Promise<Station | undefined> {
  const [row] = await db.select().from(stations).where(eq(stations.id, id));
  return row;
}

/** The station's row, held until the transaction ends. */
export async function lockStation(db: Connection, id: string): Promise<Station | undefined> {
  const [row] = await db.select().from(stations).where(eq(stations.id, id)).for('update');
  return row;
}

export async function insertStation(db: Connection, station: StationInput): Promise<Station> {
  const [row] = await db.insert(stations).values(station).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

export async function saveStation(db: Connection, id: string, fields: Partial<typeof stations.$inferInsert>): Promise<Station> {
  const [row] = await db
    .update(stations)
    .set({ id, ...fields })
    .where(eq(stations.id, id))
    .returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}
