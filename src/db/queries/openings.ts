import { sql } from 'drizzle-orm';

import type { Opening } from '../../domain/eligibility/rule.ts';
import type { LineRole, RequestKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';

type Named = { readonly zh: string; readonly en: string };

/** An opening with what people read of it. */
export type NamedOpening = Opening & {
  readonly county: Named;
  readonly province: Named;
  readonly subjectName: Named;
  readonly tier: number;
  readonly kind: RequestKind;
  readonly place: string;
  readonly role: LineRole;
  readonly minimum: number;
  readonly ideal: number;
  readonly taken: number;
};

/** Lines of the season's approved requests that have a seat left, by id; in one query. */
export async function listOpenings(db: Connection, seasonId: string): Promise<NamedOpening[]> {
  const rows = await db.execute<{ json: NamedOpening }>(sql`
    select json_build_object('lineId', l.id, 'requestId', r.id, 'countyCode', c.code, 'provinceCode', c.province_code, 'delivery', r.delivery,
      'startDay', r.start_day, 'endDay', r.end_day, 'weeklyHours', r.weekly_hours, 'subject', l.subject_code, 'level', l.level,
      'kinds', to_json(l.kinds), 'languages', to_json(l.languages), 'minimumAge', l.minimum_age, 'teachingPermit', l.teaching_permit,
      'checks', coalesce((select json_agg(kind order by kind) from season_checks where season_id = r.season_id and delivery = r.delivery), '[]'),
      'county', json_build_object('zh', c.name_zh, 'en', c.name_en), 'province', json_build_object('zh', p.name_zh, 'en', p.name_en),
      'subjectName', json_build_object('zh', sub.name_zh, 'en', sub.name_en), 'tier', c.tier, 'kind', r.kind, 'place', r.place, 'role', l.role,
      'minimum', l.minimum, 'ideal', l.ideal, 'taken', l.taken) as json
    from lines l join requests r on r.id = l.request_id join counties c on c.code = r.county_code and c.tier is not null
      join provinces p on p.code = c.province_code join subjects sub on sub.code = l.subject_code
    where r.season_id = ${seasonId} and r.state = 'approved' and l.taken < l.maximum order by l.id`);
  return rows.map((row) => row.json);
}

export type PartnerCounty = { readonly code: string; readonly provinceCode: string; readonly county: Named; readonly province: Named };

/** Counties that may ask for teachers, by code: those that can be ranked or ruled out. */
export async function listPartnerCounties(db: Connection): Promise<PartnerCounty[]> {
  const rows = await db.execute<PartnerCounty>(sql`
    select c.code, c.province_code as "provinceCode", json_build_object('zh', c.name_zh, 'en', c.name_en) as county,
      json_build_object('zh', p.name_zh, 'en', p.name_en) as province
    from counties c join provinces p on p.code = c.province_code where c.tier is not null order by c.code limit 2000`);
  return [...rows];
}
