import { inArray, sql } from 'drizzle-orm';

import { layOut, type Room, type StationInput } from '../../domain/station.ts';
import type { Connection } from '../client.ts';
import type { Station } from './stations.ts';
import { stations } from '../tables/counties.ts';
import { stationRooms } from '../tables/stations.ts';

export type KnownStation = Pick<
  Station,
  'id' | 'countyCode' | 'nameZh' | 'nameEn' | 'rooms' | 'seats' | 'link' | 'openedDay' | 'closedDay'
>;

/** The stations of these counties, by id. */
export async function listStationsOf(db: Connection, countyCodes: readonly string[]): Promise<KnownStation[]> {
  return [
    ...(await db.execute<KnownStation>(sql`
      select id, county_code as "countyCode", name_zh as "nameZh", name_en as "nameEn", rooms, seats, link, opened_day::text as "openedDay",
        closed_day::text as "closedDay"
      from stations where county_code in (select jsonb_array_elements_text(${JSON.stringify(countyCodes)}::jsonb)) order by id`)),
  ];
}

/** Adds stations; gives their ids in the same order. */
export async function insertStations(db: Connection, rows: readonly (StationInput & { readonly madeUp: boolean })[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const inserted = await db
    .insert(stations)
    .values([...rows])
    .returning({ id: stations.id });
  const ids = inserted.map(({ id }) => id);
  await insertRooms(
    db,
    rows.map((row, i) => ({ id: ids[i] ?? '', rooms: layOut([], row) })),
  );
  return ids;
}

async function insertRooms(db: Connection, laidOut: readonly { readonly id: string; readonly rooms: readonly Room[] }[]): Promise<void> {
  await db
    .insert(stationRooms)
    .values(laidOut.flatMap(({ id, rooms }) => rooms.map((room, position) => ({ stationId: id, position, ...room }))));
}

/** Writes what changed of stations; rooms that stay keep their names. */
export async function saveStations(db: Connection, rows: readonly KnownStation[]): Promise<void> {
  if (rows.length === 0) return;
  await db.execute(sql`update stations s set name_zh = x."nameZh", name_en = x."nameEn", rooms = x.rooms, seats = x.seats, link = x.link,
      opened_day = x."openedDay", closed_day = x."closedDay"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x(id uuid, "nameZh" text, "nameEn" text, rooms int, seats int, link text, "openedDay" date, "closedDay" date)
    where s.id = x.id`);
  const ids = rows.map(({ id }) => id);
  const present = Map.groupBy(
    await db.select().from(stationRooms).where(inArray(stationRooms.stationId, ids)).orderBy(stationRooms.stationId, stationRooms.position),
    ({ stationId }) => stationId,
  );
  await db.delete(stationRooms).where(inArray(stationRooms.stationId, ids));
  await insertRooms(
    db,
    rows.map((row) => {
      const rooms = (present.get(row.id) ?? []).map(({ name, seats }) => ({ name, seats }));
      return { id: row.id, rooms: layOut(rooms, row) };
    }),
  );
}
