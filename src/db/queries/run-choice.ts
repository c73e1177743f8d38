import { sql } from 'drizzle-orm';

import type { RunSummary } from '../../matching/result.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import type { Run } from './runs.ts';

type Names = { readonly zh: string; readonly en: string };

export type ComparableRun = Pick<Run, 'id' | 'seasonId' | 'policy' | 'state' | 'isRepair'> & {
  readonly number: number;
  readonly summary: RunSummary;
  readonly season: Names;
};

/** Runs that are done, newest first, of the season of a run, or of the season that was matched last; at most 200. */
export async function listComparableRuns(db: Connection, runId: string | undefined): Promise<ComparableRun[]> {
  return [
    ...(await db.execute<ComparableRun>(sql`
      select r.id, r.season_id as "seasonId", r.policy, r.state, r.is_repair as "isRepair", r.summary,
        (select count(*)::int from runs x where x.season_id = r.season_id and x.id <= r.id) as number,
        json_build_object('zh', s.name_zh, 'en', s.name_en) as season
      from runs r join seasons s on s.id = r.season_id
      where r.summary is not null and r.season_id = coalesce((select season_id from runs where id = ${runId ?? null}::uuid),
        (select season_id from runs where summary is not null order by id desc limit 1))
      order by r.id desc limit 200`)),
  ];
}

/** A line by the names that people read. */
export type NamedLine = {
  readonly id: string;
  readonly county: Names;
  readonly subject: Names;
  readonly level: number;
  readonly startDay: string;
  readonly endDay: string;
};

export type NamedDifference = {
  readonly applicationId: string;
  readonly name: string;
  readonly lineInA: NamedLine | null;
  readonly rankInA: number | null;
  readonly lineInB: NamedLine | null;
  readonly rankInB: number | null;
};

/** The line with this id as JSON, or null. */
export function namedLine(id: ReturnType<typeof sql>) {
  return sql`(select json_build_object('id', l.id, 'county', json_build_object('zh', c.name_zh, 'en', c.name_en),
      'subject', json_build_object('zh', s.name_zh, 'en', s.name_en), 'level', l.level, 'startDay', q.start_day, 'endDay', q.end_day)
    from lines l join requests q on q.id = l.request_id join counties c on c.code = q.county_code join subjects s on s.code = l.subject_code
    where l.id = ${id})`;
}

/** Whom two runs place differently, by application, with the names of people and places. */
export async function listNamedDifferences(db: Connection, a: string, b: string, page: PageWanted): Promise<Page<NamedDifference>> {
  const rows = await db.execute<NamedDifference>(sql`
    select d."applicationId", (select who.name from applications own join accounts who on who.id = own.account_id where own.id = d."applicationId") as name,
      ${namedLine(sql`d.a`)} as "lineInA", d."rankInA", ${namedLine(sql`d.b`)} as "lineInB", d."rankInB"
    from (select coalesce(a.application_id, b.application_id) as "applicationId", a.line_id as a, a.rank as "rankInA", b.line_id as b, b.rank as "rankInB"
      from (select * from run_matches where run_id = ${a}) a full join (select * from run_matches where run_id = ${b}) b
        on b.application_id = a.application_id
      where a.line_id is distinct from b.line_id
        and ${page.after === undefined ? sql`true` : sql`coalesce(a.application_id, b.application_id) > ${page.after}`}
      order by 1 limit ${page.limit + 1}) d
    order by 1`);
  return pageOf([...rows], page, (row) => row.applicationId);
}
