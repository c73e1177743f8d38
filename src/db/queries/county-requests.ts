import { sql } from 'drizzle-orm';

import type { BelowMinimum, HostConditions, RequestState } from '../../domain/request.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { Delivery, LineRole, RequestKind, VolunteerKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { inCodes } from './codes.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type ListedRequest = {
  readonly id: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly seasonNameZh: string;
  readonly seasonNameEn: string;
  readonly state: RequestState;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly minimum: number;
  readonly ideal: number;
  readonly maximum: number;
  readonly taken: number;
};

export type RequestFilter = {
  readonly countyCodes: readonly string[];
  readonly seasonId?: string | undefined;
  readonly state?: RequestState | undefined;
};

/** The counties' requests, newest first, with their seats added up. */
export async function listCountyRequests(db: Connection, filter: RequestFilter, page: PageWanted): Promise<Page<ListedRequest>> {
  const conditions = [
    sql`r.county_code in ${inCodes(filter.countyCodes)}`,
    ...(filter.seasonId === undefined ? [] : [sql`r.season_id = ${filter.seasonId}`]),
    ...(filter.state === undefined ? [] : [sql`r.state = ${filter.state}`]),
    ...(page.after === undefined ? [] : [sql`r.id < ${page.after}`]),
  ];
  const rows = await db.execute<ListedRequest>(sql`
    select r.id, r.county_code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn", s.name_zh as "seasonNameZh",
      s.name_en as "seasonNameEn", r.state, r.kind, r.delivery, r.place, r.start_day::text as "startDay", r.end_day::text as "endDay",
      coalesce(sum(l.minimum), 0)::int as minimum, coalesce(sum(l.ideal), 0)::int as ideal, coalesce(sum(l.maximum), 0)::int as maximum,
      coalesce(sum(l.taken), 0)::int as taken
    from requests r join counties c on c.code = r.county_code join seasons s on s.id = r.season_id left join lines l on l.request_id = r.id
    where ${sql.join(conditions, sql` and `)}
    group by r.id, c.code, s.id order by r.id desc limit ${page.limit + 1}`);
  return pageOf([...rows], page, (row) => row.id);
}

export type SheetLine = {
  readonly id: string;
  readonly subject: string;
  readonly subjectZh: string;
  readonly subjectEn: string;
  readonly level: 1 | 2 | 3;
  readonly role: LineRole;
  readonly minimum: number;
  readonly ideal: number;
  readonly maximum: number;
  readonly taken: number;
  readonly kinds: readonly VolunteerKind[];
  readonly languages: readonly string[];
  readonly minimumAge: number;
  readonly teachingPermit: boolean;
};

/** How many placements of a request have been heard of, by their state. */
export type StateCounts = Readonly<Record<string, number>>;

export type RequestSheet = {
  readonly id: string;
  readonly seasonId: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly state: RequestState;
  readonly stationId: string | null;
  readonly stationNameZh: string | null;
  readonly stationNameEn: string | null;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly weeklyHours: number;
  readonly squadMaximum: number | null;
  readonly asksForReturners: boolean;
  readonly belowMinimum: BelowMinimum;
  readonly decisionReason: string | null;
  readonly submittedAt: string | null;
  readonly createdAt: string;
  readonly version: number;
  readonly seasonNameZh: string;
  readonly seasonNameEn: string;
  readonly seasonState: SeasonState;
  readonly timeZone: string;
  readonly requestsOpenDay: string;
  readonly requestsCloseDay: string;
  readonly matchDay: string;
  readonly teachingStartDay: string;
  readonly teachingEndDay: string;
  readonly madeUp: boolean;
  readonly lines: readonly SheetLine[];
  readonly hostConditions: HostConditions | null;
  /** The conditions the county last signed for the same place, where this request has none yet. */
  readonly earlierConditions: HostConditions | null;
  readonly placements: StateCounts;
  /** How many invitations stand: asked and not answered, or agreed to. */
  readonly askedBack: number;
  /** When it came to each state, the latest time. */
  readonly cameTo: Readonly<Partial<Record<RequestState, string>>>;
};

/** A request on one sheet: whose, in which season, its lines with seats taken, its conditions, and who was placed in it by state. */
export async function findRequestSheet(db: Connection, id: string): Promise<RequestSheet | undefined> {
  const [row] = await db.execute<RequestSheet>(sql`
    select r.id, r.season_id as "seasonId", r.county_code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn", r.state,
      r.station_id as "stationId", t.name_zh as "stationNameZh", t.name_en as "stationNameEn", r.kind, r.delivery, r.place,
      r.start_day::text as "startDay", r.end_day::text as "endDay", r.weekly_hours as "weeklyHours", r.squad_maximum as "squadMaximum",
      r.asks_for_returners as "asksForReturners", r.below_minimum as "belowMinimum", r.decision_reason as "decisionReason",
      r.submitted_at::text as "submittedAt", r.created_at::text as "createdAt", r.version, s.name_zh as "seasonNameZh", s.name_en as "seasonNameEn",
      s.state as "seasonState", s.time_zone as "timeZone", s.requests_open_day::text as "requestsOpenDay",
      s.requests_close_day::text as "requestsCloseDay", s.match_day::text as "matchDay", s.teaching_start_day::text as "teachingStartDay",
      s.teaching_end_day::text as "teachingEndDay", s.made_up as "madeUp",
      (select coalesce(json_agg(json_build_object('id', l.id, 'subject', l.subject_code, 'subjectZh', u.name_zh, 'subjectEn', u.name_en,
          'level', l.level, 'role', l.role, 'minimum', l.minimum, 'ideal', l.ideal, 'maximum', l.maximum, 'taken', l.taken, 'kinds', l.kinds,
          'languages', l.languages, 'minimumAge', l.minimum_age, 'teachingPermit', l.teaching_permit) order by l.position), '[]')
        from lines l join subjects u on u.code = l.subject_code where l.request_id = r.id) as lines,
      (select h.conditions from host_conditions h where h.request_id = r.id order by h.id desc limit 1) as "hostConditions",
      (select h.conditions from host_conditions h join requests other on other.id = h.request_id
        where other.county_code = r.county_code and other.place = r.place and other.id <> r.id order by h.id desc limit 1) as "earlierConditions",
      (select coalesce(json_object_agg(state, people), '{}') from
        (select p.state, count(*)::int as people from placements p where p.request_id = r.id group by p.state) counted) as placements,
      (select count(*)::int from ask_backs b where b.request_id = r.id and b.state in ('invited', 'agreed')) as "askedBack",
      (select coalesce(json_object_agg(to_state, at), '{}') from
        (select e.to_state, max(e.at) as at from events e where e.thing = 'request' and e.thing_id = r.id::text and e.to_state is not null
          group by e.to_state) moved) as "cameTo"
    from requests r join counties c on c.code = r.county_code join seasons s on s.id = r.season_id left join stations t on t.id = r.station_id
    where r.id = ${id}`);
  return row;
}

export type EarlierRequest = {
  readonly id: string;
  readonly countyCode: string;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly seasonNameZh: string;
  readonly seasonNameEn: string;
  readonly kind: RequestKind;
  readonly place: string;
  readonly ideal: number;
};

/** What the counties asked for before, newest first: any of it can be copied into another season. */
export async function listEarlierRequests(db: Connection, countyCodes: readonly string[]): Promise<EarlierRequest[]> {
  const rows = await db.execute<EarlierRequest>(sql`
    select r.id, r.county_code as "countyCode", c.name_zh as "countyNameZh", c.name_en as "countyNameEn", s.name_zh as "seasonNameZh",
      s.name_en as "seasonNameEn", r.kind, r.place, coalesce((select sum(l.ideal) from lines l where l.request_id = r.id), 0)::int as ideal
    from requests r join counties c on c.code = r.county_code join seasons s on s.id = r.season_id
    where r.county_code in ${inCodes(countyCodes)} and r.state in ('submitted', 'approved', 'returned', 'cancelled', 'rejected')
    order by r.id desc limit 12`);
  return [...rows];
}

export type OpenStation = { readonly id: string; readonly nameZh: string; readonly nameEn: string; readonly rooms: number };

/** Stations of the county that are open, by name. */
export async function listOpenStations(db: Connection, countyCode: string): Promise<OpenStation[]> {
  const rows = await db.execute<OpenStation>(sql`
    select id, name_zh as "nameZh", name_en as "nameEn", rooms from stations where county_code = ${countyCode} and closed_day is null order by name_zh, id`);
  return [...rows];
}
