import { desc, eq, sql } from 'drizzle-orm';

import type { BandwidthTestInput, Room, StationInput } from '../../domain/station.ts';
import type { Connection } from '../client.ts';
import { stations } from '../tables/counties.ts';
import { bandwidthTests, stationRooms } from '../tables/stations.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

type StationRow = typeof stations.$inferSelect;
export type BandwidthTest = typeof bandwidthTests.$inferSelect;

/** A station with its rooms, and what shows that it lives: its last session and the newest test of its link. */
export type Station = StationRow & {
  readonly roomList: readonly Room[];
  /** The day of the latest session taught from it at a distance or received in it. */
  readonly lastSessionDay: string | null;
  readonly bandwidth: { readonly testedDay: string; readonly downMbps: number; readonly upMbps: number; readonly latencyMs: number } | null;
};

/** The day, where the stations are, of the latest session of a station `s`. */
export const lastSessionDay = sql.raw(
  `(select greatest((n.last_lesson_at at time zone 'Asia/Shanghai')::date, n.last_training_day)::text from station_sessions n where n.station_id = s.id)`,
);
const roomList = sql`(select coalesce(json_agg(json_build_object('name', r.name, 'seats', r.seats) order by r.position), '[]')
  from station_rooms r where r.station_id = s.id)`;
const bandwidth = sql`(select json_build_object('testedDay', b.tested_day, 'downMbps', b.down_mbps, 'upMbps', b.up_mbps, 'latencyMs', b.latency_ms)
  from bandwidth_tests b where b.station_id = s.id order by b.tested_day desc, b.id desc limit 1)`;
const station = sql`select s.id, s.county_code as "countyCode", s.name_zh as "nameZh", s.name_en as "nameEn", s.rooms, s.seats, s.link,
  s.opened_day::text as "openedDay", s.closed_day::text as "closedDay", s.made_up as "madeUp", s.version, s.created_at::text as "createdAt",
  ${roomList} as "roomList", ${lastSessionDay} as "lastSessionDay", ${bandwidth} as bandwidth from stations s`;

export type StationFilter = {
  readonly countyCode?: string | undefined;
  readonly provinceCode?: string | undefined;
  readonly open?: boolean | undefined;
};

/** Stations by id. */
export async function listStations(db: Connection, filter: StationFilter, page: PageWanted): Promise<Page<Station>> {
  const { after, newestFirst = false, limit } = page;
  const where = [
    sql`true`,
    ...(filter.countyCode === undefined ? [] : [sql`s.county_code = ${filter.countyCode}`]),
    ...(filter.provinceCode === undefined
      ? []
      : [sql`s.county_code in (select code from counties where province_code = ${filter.provinceCode})`]),
    ...(filter.open === undefined ? [] : [filter.open ? sql`s.closed_day is null` : sql`s.closed_day is not null`]),
    ...(after === undefined ? [] : [newestFirst ? sql`s.id < ${after}` : sql`s.id > ${after}`]),
  ];
  const order = newestFirst ? sql`desc` : sql`asc`;
  const rows = await db.execute<Station>(sql`${station} where ${sql.join(where, sql` and `)} order by s.id ${order} limit ${limit + 1}`);
  return pageOf([...rows], page, (row) => row.id);
}

export async function findStation(db: Connection, id: string): Promise<Station | undefined> {
  const [row] = await db.execute<Station>(sql`${station} where s.id = ${id}`);
  return row;
}

/** The station's row, held until the transaction ends. */
export async function lockStation(db: Connection, id: string): Promise<Station | undefined> {
  const [row] = await db.select({ id: stations.id }).from(stations).where(eq(stations.id, id)).for('update');
  return row === undefined ? undefined : findStation(db, id);
}

export async function insertStation(db: Connection, fields: StationInput): Promise<string> {
  const [row] = await db.insert(stations).values(fields).returning({ id: stations.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

export async function saveStation(db: Connection, id: string, fields: Partial<typeof stations.$inferInsert>): Promise<void> {
  await db
    .update(stations)
    .set({ id, ...fields })
    .where(eq(stations.id, id));
}

/** Lays the rooms out anew; the station's counts are the caller's to write in the same transaction. */
export async function saveRooms(db: Connection, stationId: string, rooms: readonly Room[]): Promise<void> {
  await db.delete(stationRooms).where(eq(stationRooms.stationId, stationId));
  await db.insert(stationRooms).values(rooms.map((room, position) => ({ stationId, position, ...room })));
}

export async function insertBandwidthTest(
  db: Connection,
  test: BandwidthTestInput & { readonly stationId: string; readonly recordedBy: string | null },
): Promise<BandwidthTest> {
  const [row] = await db.insert(bandwidthTests).values(test).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** Tests of a station's link by day, the latest first. */
export async function listBandwidthTests(db: Connection, stationId: string, most: number): Promise<BandwidthTest[]> {
  return db
    .select()
    .from(bandwidthTests)
    .where(eq(bandwidthTests.stationId, stationId))
    .orderBy(desc(bandwidthTests.testedDay), desc(bandwidthTests.id))
    .limit(most);
}
