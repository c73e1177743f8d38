import { sql, type SQL } from 'drizzle-orm';

import type { Period } from '../../domain/calendar.ts';
import type { RequestState } from '../../domain/request.ts';
import type { Connection } from '../client.ts';

/** Terms of the approved requests that teach, or may come to teach, from the station, but for one request's own. */
export async function listHeldTerms(db: Connection, stationId: string, but: string | null): Promise<Period[]> {
  return [
    ...(await db.execute<Period>(sql`
      select r.start_day::text as "startDay", r.end_day::text as "endDay" from requests r
      where r.station_id = ${stationId} and r.state = 'approved' and r.id is distinct from ${but}::uuid
        and (r.delivery <> 'on_site' or r.below_minimum = 'turns_to_distance') order by r.start_day, r.id`)),
  ];
}

export type StationRequest = Period & {
  readonly id: string;
  readonly place: string;
  readonly state: RequestState;
  readonly isHeld: boolean;
};

/** Live requests that name the station and are not over, the next first. */
function stationRequests(stationId: string, today: string): SQL {
  return sql`
    select r.id, r.place, r.state, r.start_day::text as "startDay", r.end_day::text as "endDay",
      r.state = 'approved' and (r.delivery <> 'on_site' or r.below_minimum = 'turns_to_distance') as "isHeld"
    from requests r where r.station_id = ${stationId} and r.state in ('draft', 'submitted', 'returned', 'approved') and r.end_day >= ${today}::date
    order by r.start_day, r.id limit 100`;
}

export async function saveRequestStation(db: Connection, requestId: string, stationId: string): Promise<void> {
  await db.execute(sql`update requests set station_id = ${stationId} where id = ${requestId}`);
}

export type ReceivedTraining = Period & {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  /** Null where so few came that they might be recognised. */
  readonly people: number | null;
  readonly isReported: boolean;
};

/** The latest trainings that a station received, for everybody. */
function trainingsAt(stationId: string, most: number): SQL {
  return sql`
    select id, title_zh as "titleZh", title_en as "titleEn", start_day::text as "startDay", end_day::text as "endDay", people,
      is_reported as "isReported" from trainings_at(${stationId}, ${most})`;
}

export async function listTrainingsAt(db: Connection, stationId: string, most: number): Promise<ReceivedTraining[]> {
  return [...(await db.execute<ReceivedTraining>(trainingsAt(stationId, most)))];
}

export type StationUse = { readonly requests: readonly StationRequest[]; readonly trainings: readonly ReceivedTraining[] };

/** For what a station is used: the requests that name it, and its latest trainings. */
export async function findStationUse(db: Connection, stationId: string, today: string, trainings: number): Promise<StationUse> {
  const [row] = await db.execute<StationUse>(sql`
    select (select coalesce(json_agg(r), '[]') from (${stationRequests(stationId, today)}) r) as requests,
      (select coalesce(json_agg(t), '[]') from (${trainingsAt(stationId, trainings)}) t) as trainings`);
  return row ?? { requests: [], trainings: [] };
}
