import { sql, type SQL } from 'drizzle-orm';

import type { RequestState } from '../../domain/request.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { Delivery, RequestKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { inCodes } from './codes.ts';
import { waitingTrainings, type WaitingTraining } from './county-trainings.ts';

export type OwnCounty = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly tier: number | null;
  readonly beds: number | null;
};

/** The counties an officer answers for, by code. */
export async function listOwnCounties(db: Connection, codes: readonly string[]): Promise<OwnCounty[]> {
  const rows = await db.execute<OwnCounty>(sql`
    select code, name_zh as "nameZh", name_en as "nameEn", tier, beds from counties where code in ${inCodes(codes)} order by code`);
  return [...rows];
}

export type RequestSeason = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly state: SeasonState;
  readonly requestsOpenDay: string;
  readonly requestsCloseDay: string;
  readonly applicationsCloseDay: string;
  readonly matchDay: string;
  readonly teachingStartDay: string;
  readonly teachingEndDay: string;
  readonly madeUp: boolean;
};

/** Seasons that are not over, or all of them, the next to teach first. */
export async function listRequestSeasons(db: Connection, which: 'current' | 'all'): Promise<RequestSeason[]> {
  const rows = await db.execute<RequestSeason>(sql`
    select id, name_zh as "nameZh", name_en as "nameEn", state, requests_open_day::text as "requestsOpenDay",
      requests_close_day::text as "requestsCloseDay", applications_close_day::text as "applicationsCloseDay", match_day::text as "matchDay",
      teaching_start_day::text as "teachingStartDay", teaching_end_day::text as "teachingEndDay", made_up as "madeUp"
    from seasons ${which === 'current' ? sql`where state <> 'closed'` : sql``} order by teaching_start_day desc, id desc limit 50`);
  return [...rows];
}

export type UnfinishedRequest = {
  readonly id: string;
  readonly countyCode: string;
  readonly seasonId: string;
  readonly state: RequestState;
  readonly place: string;
  readonly kind: RequestKind;
  readonly decisionReason: string | null;
  readonly lines: number;
  readonly hasConditions: boolean;
};

/** Requests that are the county's to write, in seasons that still take them: drafts, and what was returned. */
function unfinishedRequests(codes: readonly string[]): SQL {
  return sql`
    select r.id, r.county_code as "countyCode", r.season_id as "seasonId", r.state, r.place, r.kind, r.decision_reason as "decisionReason",
      (select count(*)::int from lines l where l.request_id = r.id) as lines,
      exists (select from host_conditions h where h.request_id = r.id) as "hasConditions"
    from requests r join seasons s on s.id = r.season_id
    where r.county_code in ${inCodes(codes)} and r.state in ('draft', 'returned') and s.state in ('planned', 'open')
    order by s.requests_close_day, r.id limit 100`;
}

export type CountyTasks = { readonly unfinished: readonly UnfinishedRequest[]; readonly trainings: readonly WaitingTraining[] };

/** What waits for the counties to write it: requests, and who came to trainings. */
export async function findCountyTasks(db: Connection, codes: readonly string[], today: string): Promise<CountyTasks> {
  const [row] = await db.execute<CountyTasks>(sql`
    select (select coalesce(json_agg(u), '[]') from (${unfinishedRequests(codes)}) u) as unfinished,
      (select coalesce(json_agg(t), '[]') from (${waitingTrainings(codes, today)}) t) as trainings`);
  return row ?? { unfinished: [], trainings: [] };
}

export type Squad = {
  readonly requestId: string;
  readonly countyCode: string;
  readonly place: string;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly startDay: string;
  readonly endDay: string;
  readonly offered: number;
  readonly accepted: number;
  readonly started: number;
  /** Those teaching whose report waits for the county's countersignature, or says other days than the county. */
  readonly toCountersign: number;
};

/** Squads of the counties with somebody offered, coming or teaching, by their first day. */
export async function listSquads(db: Connection, codes: readonly string[]): Promise<Squad[]> {
  const rows = await db.execute<Squad>(sql`
    select r.id as "requestId", r.county_code as "countyCode", r.place, r.kind, r.delivery, r.start_day::text as "startDay", r.end_day::text as "endDay",
      count(*) filter (where p.state = 'offered')::int as offered, count(*) filter (where p.state = 'accepted')::int as accepted,
      count(*) filter (where p.state = 'started')::int as started,
      count(*) filter (where p.state = 'started' and w.days_served is not null and f.days_served is distinct from w.days_served)::int as "toCountersign"
    from placements p join requests r on r.id = p.request_id
      left join reports w on w.placement_id = p.id left join confirmations f on f.placement_id = p.id
    where p.county_code in ${inCodes(codes)} and p.state in ('offered', 'accepted', 'started')
    group by r.id order by r.start_day, r.id limit 200`);
  return [...rows];
}
