import { sql, type SQL } from 'drizzle-orm';

import type { CancelReason, DayOutcome, DayReport } from '../../domain/squad.ts';
import type { Connection } from '../client.ts';
import { inCodes } from './codes.ts';
import { named, type Named } from './happened.ts';

/** What was reported of a day, one version of it. */
export type ReportVersion = {
  readonly id: string;
  readonly day: string;
  readonly version: number;
  readonly outcome: DayOutcome;
  readonly cancelReason: CancelReason | null;
  readonly learners: number;
  readonly everybodyWell: boolean;
  readonly hadIncident: boolean;
  readonly note: string;
  readonly reportedAt: string;
  /** Null where it came by the link, or its writer's name is gone. */
  readonly reporter: string | null;
};

const versionColumns = sql`d.id, d.day::text, d.version, d.outcome, d.cancel_reason as "cancelReason", d.learners,
  d.everybody_well as "everybodyWell", d.had_incident as "hadIncident", d.note, d.reported_at::text as "reportedAt"`;

/** Everything a squad reported: the last day first, of each day the version that holds first. */
export async function listReportVersions(db: Connection, requestId: string): Promise<ReportVersion[]> {
  return [
    ...(await db.execute<ReportVersion>(sql`select ${versionColumns}, w.name as reporter
      from day_reports d left join reporters_of_squad(${requestId}) w on w.report_id = d.id
      where d.request_id = ${requestId} order by d.day desc, d.version desc limit 2000`)),
  ];
}

/** Waits for whoever reports for the same squad, so that versions follow each other; gives what this key has said already. */
export async function findReportOfKey(db: Connection, requestId: string, key: string): Promise<ReportVersion | undefined> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('day_reports ' || ${requestId}, 0))`);
  const [row] = await db.execute<ReportVersion>(sql`select ${versionColumns}, null as reporter from day_reports d
    where d.request_id = ${requestId} and d.key = ${key}`);
  return row;
}

export async function insertReport(
  db: Connection,
  {
    requestId,
    report,
    by,
    at,
  }: { readonly requestId: string; readonly report: DayReport; readonly by: string | null; readonly at: string },
): Promise<ReportVersion> {
  const { day, outcome, cancelReason, learners, everybodyWell, hadIncident, note, key } = report;
  const [row] = await db.execute<ReportVersion>(sql`
    insert into day_reports as d (request_id, day, version, outcome, cancel_reason, learners, everybody_well, had_incident, note, reported_by, reported_at, key)
    values (${requestId}, ${day}, (select coalesce(max(v.version), 0) + 1 from day_reports v where v.request_id = ${requestId} and v.day = ${day}),
      ${outcome}, ${cancelReason}, ${learners}, ${everybodyWell}, ${hadIncident}, ${note}, ${by}, ${at}, ${key})
    returning ${versionColumns}, null as reporter`);
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** A squad on one day, with what it said of it. */
export type SquadDay = {
  readonly requestId: string;
  readonly countyCode: string;
  readonly county: Named;
  readonly place: string;
  readonly timeZone: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly members: number;
  readonly report: (Omit<ReportVersion, 'id' | 'day' | 'reporter'> & { readonly note: string }) | null;
};

export const mostSquadDays = 300;

/**
 * The squads that are on their way on a day, at most 300: first those who had an incident or are not all well, then those who have
 * not said anything, then cancelled days, then the others by county and place.
 */
export async function listSquadDays(db: Connection, day: string, countyCodes?: readonly string[]): Promise<SquadDay[]> {
  const where: SQL = countyCodes === undefined ? sql`true` : sql`r.county_code in ${inCodes(countyCodes)}`;
  return [
    ...(await db.execute<SquadDay>(sql`
      select r.id as "requestId", r.county_code as "countyCode", ${named(sql`c.name_zh`, sql`c.name_en`)} as county, r.place,
        n.time_zone as "timeZone", r.start_day::text as "startDay", r.end_day::text as "endDay", p.members,
        case when d.id is not null then json_build_object('version', d.version, 'outcome', d.outcome, 'cancelReason', d.cancel_reason,
          'learners', d.learners, 'everybodyWell', d.everybody_well, 'hadIncident', d.had_incident, 'note', d.note, 'reportedAt', d.reported_at) end as report
      from requests r join counties c on c.code = r.county_code join seasons n on n.id = r.season_id
      join lateral (select count(*)::int as members from placements p where p.request_id = r.id and p.state in ('accepted', 'started', 'completed')) p
        on p.members > 0
      left join lateral (select * from day_reports v where v.request_id = r.id and v.day = ${day} order by v.version desc limit 1) d on true
      where ${where} and r.start_day <= ${day} and r.end_day >= ${day}
      order by coalesce(d.had_incident or not d.everybody_well, false) desc, d.id is null desc, d.outcome = 'cancelled' desc, r.county_code, r.place, r.id
      limit ${mostSquadDays}`)),
  ];
}
