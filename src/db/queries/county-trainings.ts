import { sql, type SQL } from 'drizzle-orm';

import { inCodes } from './codes.ts';

export type WaitingTraining = {
  readonly receptionId: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly stationNameZh: string;
  readonly stationNameEn: string;
  readonly startDay: string;
  readonly endDay: string;
};

/** Open trainings at the counties' stations that wait for the county: not enrolled before they begin, or not reported after their end; the earliest first. */
export function waitingTrainings(codes: readonly string[], today: string): SQL {
  return sql`
    select r.id as "receptionId", t.title_zh as "titleZh", t.title_en as "titleEn", s.name_zh as "stationNameZh", s.name_en as "stationNameEn",
      t.start_day::text as "startDay", t.end_day::text as "endDay"
    from training_receptions r join trainings t on t.id = r.training_id join stations s on s.id = r.station_id
    where r.county_code in ${inCodes(codes)} and t.state = 'open' and r.reports = 0
      and (t.end_day <= ${today}::date or (r.expected is null and t.start_day > ${today}::date)) order by t.start_day, r.id limit 50`;
}
