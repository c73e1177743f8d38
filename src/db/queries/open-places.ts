import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { lastSessionDay } from './stations.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type ProvinceCounts = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Partner counties, and whether any partnership is demonstration data. */
  readonly counties: number;
  readonly stations: number;
  /** Seats wanted up to the lines' ideal. */
  readonly seatsWanted: number;
  readonly madeUp: boolean;
};

/** Every province with its partner counties, stations in use and seats wanted, by code. */
export async function countByProvince(db: Connection): Promise<ProvinceCounts[]> {
  const rows = await db.execute<ProvinceCounts>(sql`
    select p.code, p.name_zh as "nameZh", p.name_en as "nameEn", coalesce(c.counties, 0) as counties, coalesce(t.stations, 0) as stations,
      coalesce(n.seats, 0) as "seatsWanted", coalesce(c.made_up or t.made_up, c.made_up, t.made_up, false) as "madeUp"
    from provinces p
    left join (select province_code, count(*)::int as counties, bool_or(made_up) as made_up
      from counties where tier is not null group by 1) c on c.province_code = p.code
    left join (select k.province_code, count(*)::int as stations, bool_or(s.made_up) as made_up
      from stations s join counties k on k.code = s.county_code where s.closed_day is null group by 1) t on t.province_code = p.code
    left join (select k.province_code, sum(l.ideal - l.taken)::int as seats
      from lines l join requests r on r.id = l.request_id and r.state = 'approved'
      join seasons s on s.id = r.season_id and s.state in ('open', 'matching', 'placing')
      join counties k on k.code = r.county_code and k.tier is not null
      where l.taken < l.ideal group by 1) n on n.province_code = p.code
    order by p.code`);
  return [...rows];
}

export type OpenCounty = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly provinceCode: string;
  readonly provinceNameZh: string;
  readonly provinceNameEn: string;
  readonly tier: 1 | 2 | 3 | null;
  readonly partnerSinceDay: string | null;
  readonly madeUp: boolean;
  readonly stations: number;
  readonly seatsWanted: number;
};

export type OpenCountiesFilter = {
  readonly provinceCode?: string | undefined;
  readonly tier?: number | undefined;
  readonly partnersOnly: boolean;
  /** Part of its name, in either language. */
  readonly name?: string | undefined;
};

const countyColumns = sql`c.code, c.name_zh as "nameZh", c.name_en as "nameEn", p.code as "provinceCode", p.name_zh as "provinceNameZh",
  p.name_en as "provinceNameEn", c.tier, c.partner_since_day::text as "partnerSinceDay", c.made_up as "madeUp",
  (select count(*)::int from stations s where s.county_code = c.code and s.closed_day is null) as stations,
  (select coalesce(sum(l.ideal - l.taken), 0)::int from lines l join requests r on r.id = l.request_id and r.state = 'approved'
    join seasons s on s.id = r.season_id and s.state in ('open', 'matching', 'placing')
    where r.county_code = c.code and c.tier is not null and l.taken < l.ideal) as "seatsWanted"`;

/** Counties with their stations and what they still want, by code: province after province. */
export async function listOpenCounties(db: Connection, filter: OpenCountiesFilter, page: PageWanted): Promise<Page<OpenCounty>> {
  const conditions = [
    sql`true`,
    ...(page.after === undefined ? [] : [sql`c.code > ${page.after}`]),
    ...(filter.provinceCode === undefined ? [] : [sql`c.province_code = ${filter.provinceCode}`]),
    ...(filter.tier === undefined ? [] : [sql`c.tier = ${filter.tier}`]),
    ...(filter.partnersOnly ? [sql`c.tier is not null`] : []),
    ...(filter.name === undefined
      ? []
      : [sql`(strpos(c.name_zh, ${filter.name}) > 0 or strpos(lower(c.name_en), lower(${filter.name})) > 0)`]),
  ];
  const rows = await db.execute<OpenCounty>(sql`
    select ${countyColumns} from counties c join provinces p on p.code = c.province_code
    where ${sql.join(conditions, sql` and `)} order by c.code limit ${page.limit + 1}`);
  return pageOf([...rows], page, (row) => row.code);
}

export async function findOpenCounty(db: Connection, code: string): Promise<OpenCounty | undefined> {
  const [row] = await db.execute<OpenCounty>(sql`
    select ${countyColumns} from counties c join provinces p on p.code = c.province_code where c.code = ${code}`);
  return row;
}

export type OpenStation = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly provinceCode: string;
  readonly provinceNameZh: string;
  readonly provinceNameEn: string;
  readonly rooms: number;
  readonly seats: number;
  readonly link: 'satellite' | 'internet';
  readonly openedDay: string;
  readonly closedDay: string | null;
  readonly lastSessionDay: string | null;
  readonly madeUp: boolean;
};

export type OpenStationsFilter = {
  readonly id?: string | undefined;
  readonly countyCode?: string | undefined;
  readonly provinceCode?: string | undefined;
  readonly link?: 'satellite' | 'internet' | undefined;
  readonly isOpen?: boolean | undefined;
};

/** Stations with the names of their county and province, by id. */
export async function listOpenStations(db: Connection, filter: OpenStationsFilter, page: PageWanted): Promise<Page<OpenStation>> {
  const conditions = [
    sql`true`,
    ...(page.after === undefined ? [] : [sql`s.id > ${page.after}`]),
    ...(filter.id === undefined ? [] : [sql`s.id = ${filter.id}`]),
    ...(filter.countyCode === undefined ? [] : [sql`s.county_code = ${filter.countyCode}`]),
    ...(filter.provinceCode === undefined ? [] : [sql`c.province_code = ${filter.provinceCode}`]),
    ...(filter.link === undefined ? [] : [sql`s.link = ${filter.link}`]),
    ...(filter.isOpen === undefined ? [] : [filter.isOpen ? sql`s.closed_day is null` : sql`s.closed_day is not null`]),
  ];
  const rows = await db.execute<OpenStation>(sql`
    select s.id, s.name_zh as "nameZh", s.name_en as "nameEn", c.code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn",
      p.code as "provinceCode", p.name_zh as "provinceNameZh", p.name_en as "provinceNameEn", s.rooms, s.seats, s.link,
      s.opened_day::text as "openedDay", s.closed_day::text as "closedDay", ${lastSessionDay} as "lastSessionDay", s.made_up as "madeUp"
    from stations s join counties c on c.code = s.county_code join provinces p on p.code = c.province_code
    where ${sql.join(conditions, sql` and `)} order by s.id limit ${page.limit + 1}`);
  return pageOf([...rows], page, (row) => row.id);
}
