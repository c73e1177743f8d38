import { sql } from 'drizzle-orm';

import type { Delivery, VolunteerKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { shortLines } from './short-lines.ts';

/** A line short of teachers with all that a page says of it, and all that the rules ask of a person. */
export type OpenNeed = {
  readonly lineId: string;
  readonly requestId: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly provinceCode: string;
  readonly provinceNameZh: string;
  readonly provinceNameEn: string;
  readonly tier: 1 | 2 | 3;
  readonly kind: 'camp' | 'term' | 'distance' | 'teacher_training';
  readonly delivery: Delivery;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly weeklyHours: number;
  readonly subject: string;
  readonly subjectNameZh: string;
  readonly subjectNameEn: string;
  readonly level: 1 | 2 | 3;
  readonly role: 'teacher' | 'lead' | 'captain';
  readonly kinds: readonly VolunteerKind[];
  readonly languages: readonly string[];
  readonly minimumAge: number;
  readonly teachingPermit: boolean;
  readonly minimum: number;
  readonly ideal: number;
  readonly taken: number;
  readonly madeUp: boolean;
};

export type OpenNeedsFilter = {
  readonly countyCode?: string | undefined;
  readonly provinceCode?: string | undefined;
  readonly subject?: string | undefined;
  readonly delivery?: Delivery | undefined;
  /** The whole term lies on or after this day, and on or before that. */
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
};

/** Lines still short of teachers, with names, by id. */
export async function listOpenNeeds(db: Connection, filter: OpenNeedsFilter, page: PageWanted): Promise<Page<OpenNeed>> {
  const conditions = [
    sql`c.tier is not null`,
    ...(filter.countyCode === undefined ? [] : [sql`r.county_code = ${filter.countyCode}`]),
    ...(filter.provinceCode === undefined ? [] : [sql`c.province_code = ${filter.provinceCode}`]),
    ...(filter.subject === undefined ? [] : [sql`l.subject_code = ${filter.subject}`]),
    ...(filter.delivery === undefined ? [] : [sql`r.delivery = ${filter.delivery}`]),
    ...(filter.fromDay === undefined ? [] : [sql`r.start_day >= ${filter.fromDay}`]),
    ...(filter.toDay === undefined ? [] : [sql`r.end_day <= ${filter.toDay}`]),
  ];
  const columns = sql`l.id as "lineId", r.id as "requestId", c.code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn",
      p.code as "provinceCode", p.name_zh as "provinceNameZh", p.name_en as "provinceNameEn", c.tier, r.kind, r.delivery, r.place,
      r.start_day::text as "startDay", r.end_day::text as "endDay", r.weekly_hours as "weeklyHours", l.subject_code as subject,
      j.name_zh as "subjectNameZh", j.name_en as "subjectNameEn", l.level, l.role, to_json(l.kinds) as kinds, to_json(l.languages) as languages,
      l.minimum_age as "minimumAge", l.teaching_permit as "teachingPermit", l.minimum, l.ideal, l.taken, s.made_up as "madeUp"`;
  const joins = sql`join provinces p on p.code = c.province_code join subjects j on j.code = l.subject_code`;
  const rows = await db.execute<OpenNeed>(shortLines({ columns, joins, conditions }, page));
  return pageOf([...rows], page, (row) => row.lineId);
}
