import { sql } from 'drizzle-orm';

import type { Delivery } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { shortLines } from './short-lines.ts';

export type Need = {
  readonly lineId: string;
  readonly requestId: string;
  readonly seasonId: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly provinceCode: string;
  readonly tier: number;
  readonly kind: string;
  readonly delivery: Delivery;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly subject: string;
  readonly level: number;
  readonly role: string;
  readonly minimum: number;
  readonly ideal: number;
  readonly taken: number;
  /** Up to the line's ideal. */
  readonly seatsWanted: number;
  /** True in a season of demonstration data. */
  readonly madeUp: boolean;
};

export type NeedsFilter = {
  readonly countyCode?: string | undefined;
  readonly provinceCode?: string | undefined;
  readonly subject?: string | undefined;
  readonly delivery?: Delivery | undefined;
};

/** Lines still short of teachers, by id. */
export async function listNeeds(db: Connection, filter: NeedsFilter, page: PageWanted): Promise<Page<Need>> {
  const conditions = [
    ...(filter.countyCode === undefined ? [] : [sql`r.county_code = ${filter.countyCode}`]),
    ...(filter.provinceCode === undefined ? [] : [sql`c.province_code = ${filter.provinceCode}`]),
    ...(filter.subject === undefined ? [] : [sql`l.subject_code = ${filter.subject}`]),
    ...(filter.delivery === undefined ? [] : [sql`r.delivery = ${filter.delivery}`]),
  ];
  const columns = sql`l.id as "lineId", r.id as "requestId", r.season_id as "seasonId", c.code as "countyCode", c.name_zh as "countyNameZh",
      c.name_en as "countyNameEn", c.province_code as "provinceCode", c.tier, r.kind, r.delivery, r.place, r.start_day::text as "startDay",
      r.end_day::text as "endDay", l.subject_code as subject, l.level, l.role, l.minimum, l.ideal, l.taken, l.ideal - l.taken as "seatsWanted", s.made_up as "madeUp"`;
  const rows = await db.execute<Need>(shortLines({ columns, conditions }, page));
  return pageOf([...rows], page, (row) => row.lineId);
}
