import { sql } from 'drizzle-orm';

import type { Room } from '../../domain/station.ts';
import type { Connection } from '../client.ts';
import { inCodes } from './codes.ts';
import { lastSessionDay } from './stations.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type ListedStation = {
  readonly id: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly rooms: number;
  readonly seats: number;
  readonly link: 'satellite' | 'internet';
  readonly openedDay: string;
  readonly closedDay: string | null;
  /** The latest session taught from it or received in it. */
  readonly lastSessionDay: string | null;
  readonly liaisonConfirmedDay: string | null;
  readonly roomList: readonly Room[];
  readonly version: number;
  /** Requests that are live and teach from it. */
  readonly requests: number;
};

const columns = sql`s.id, s.county_code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn", s.name_zh as "nameZh",
  s.name_en as "nameEn", s.rooms, s.seats, s.link, s.opened_day::text as "openedDay", s.closed_day::text as "closedDay",
  ${lastSessionDay} as "lastSessionDay", s.version,
  (select l.confirmed_day::text from station_liaisons l where l.station_id = s.id) as "liaisonConfirmedDay",
  (select coalesce(json_agg(json_build_object('name', o.name, 'seats', o.seats) order by o.position), '[]')
    from station_rooms o where o.station_id = s.id) as "roomList",
  (select count(*)::int from requests r where r.station_id = s.id and r.state in ('draft', 'submitted', 'returned', 'approved')) as requests`;

/** Stations of some counties, or of all, by id. */
export async function listCountyStations(
  db: Connection,
  countyCodes: readonly string[] | undefined,
  page: PageWanted,
): Promise<Page<ListedStation>> {
  const of = countyCodes === undefined ? sql`true` : sql`s.county_code in ${inCodes(countyCodes)}`;
  const after = page.after === undefined ? sql`` : sql`and s.id > ${page.after}`;
  const rows = await db.execute<ListedStation>(sql`
    select ${columns} from stations s join counties c on c.code = s.county_code where ${of} ${after} order by s.id limit ${page.limit + 1}`);
  return pageOf([...rows], page, (row) => row.id);
}

export async function findCountyStation(db: Connection, id: string): Promise<ListedStation | undefined> {
  const [row] = await db.execute<ListedStation>(sql`
    select ${columns} from stations s join counties c on c.code = s.county_code where s.id = ${id}`);
  return row;
}

export type NamedCounty = { readonly code: string; readonly nameZh: string; readonly nameEn: string };

/** Counties that take part, or those named, by code. */
export async function listStationCounties(db: Connection, countyCodes: readonly string[] | undefined): Promise<NamedCounty[]> {
  const of = countyCodes === undefined ? sql`tier is not null` : sql`code in ${inCodes(countyCodes)}`;
  const rows = await db.execute<NamedCounty>(
    sql`select code, name_zh as "nameZh", name_en as "nameEn" from counties where ${of} order by code`,
  );
  return [...rows];
}
