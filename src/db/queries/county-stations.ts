import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { inCodes } from './county-desk.ts';
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
  readonly lastSignOfLifeAt: string | null;
  readonly version: number;
  /** Requests that are live and teach from it. */
  readonly requests: number;
};

const columns = sql`t.id, t.county_code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn", t.name_zh as "nameZh",
  t.name_en as "nameEn", t.rooms, t.seats, t.link, t.opened_day::text as "openedDay", t.closed_day::text as "closedDay",
  t.last_sign_of_life_at::text as "lastSignOfLifeAt", t.version,
  (select count(*)::int from requests r where r.station_id = t.id and r.state in ('draft', 'submitted', 'returned', 'approved')) as requests`;

/** Stations of some counties, or of all, by id. */
export async function listCountyStations(
  db: Connection,
  countyCodes: readonly string[] | undefined,
  page: PageWanted,
): Promise<Page<ListedStation>> {
  const of = countyCodes === undefined ? sql`true` : sql`t.county_code in ${inCodes(countyCodes)}`;
  const after = page.after === undefined ? sql`` : sql`and t.id > ${page.after}`;
  const rows = await db.execute<ListedStation>(sql`
    select ${columns} from stations t join counties c on c.code = t.county_code where ${of} ${after} order by t.id limit ${page.limit + 1}`);
  return pageOf([...rows], page, (row) => row.id);
}

export async function findCountyStation(db: Connection, id: string): Promise<ListedStation | undefined> {
  const [row] = await db.execute<ListedStation>(sql`
    select ${columns} from stations t join counties c on c.code = t.county_code where t.id = ${id}`);
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
