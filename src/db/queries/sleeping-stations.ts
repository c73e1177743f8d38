import { sql } from 'drizzle-orm';

import type { SleepReason } from '../../domain/station.ts';
import type { Connection } from '../client.ts';
import { inCodes } from './codes.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { lastSessionDay } from './stations.ts';

export type SleepingStation = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly provinceNameZh: string;
  readonly provinceNameEn: string;
  readonly openedDay: string;
  readonly closedDay: string | null;
  readonly lastSessionDay: string | null;
  readonly liaisonConfirmedDay: string | null;
};

export type SleepingFilter = {
  /** All counties where it is left out. */
  readonly countyCodes?: readonly string[] | undefined;
  readonly provinceCode?: string | undefined;
  readonly reason?: SleepReason | undefined;
  readonly today: string;
  /** What domain/station.ts says of today. */
  readonly idleBefore: string;
  readonly overdueBefore: string;
};

/** Open stations without a session for long, or without anybody who was confirmed of late, by id. */
export async function listSleepingStations(db: Connection, filter: SleepingFilter, page: PageWanted): Promise<Page<SleepingStation>> {
  const isIdle = sql`coalesce(${lastSessionDay}::date, s.opened_day) < ${filter.idleBefore}::date`;
  const reasons: Readonly<Record<SleepReason, ReturnType<typeof sql>>> = {
    'no-session': isIdle,
    'liaison-missing': sql`l.station_id is null`,
    'liaison-overdue': sql`l.confirmed_day < ${filter.overdueBefore}::date`,
  };
  const asleep = filter.reason === undefined ? sql`(${sql.join(Object.values(reasons), sql` or `)})` : reasons[filter.reason];
  const where = [
    asleep,
    sql`(s.closed_day is null or s.closed_day > ${filter.today}::date)`,
    ...(filter.countyCodes === undefined ? [] : [sql`s.county_code in ${inCodes(filter.countyCodes)}`]),
    ...(filter.provinceCode === undefined ? [] : [sql`c.province_code = ${filter.provinceCode}`]),
    ...(page.after === undefined ? [] : [sql`s.id > ${page.after}`]),
  ];
  const rows = await db.execute<SleepingStation>(sql`
    select s.id, s.name_zh as "nameZh", s.name_en as "nameEn", c.code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn",
      p.name_zh as "provinceNameZh", p.name_en as "provinceNameEn", s.opened_day::text as "openedDay", s.closed_day::text as "closedDay",
      ${lastSessionDay} as "lastSessionDay", l.confirmed_day::text as "liaisonConfirmedDay"
    from stations s join counties c on c.code = s.county_code join provinces p on p.code = c.province_code
      left join station_liaisons l on l.station_id = s.id
    where ${sql.join(where, sql` and `)} order by s.id limit ${page.limit + 1}`);
  return pageOf([...rows], page, (row) => row.id);
}
