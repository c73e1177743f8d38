import { sql } from 'drizzle-orm';

import { homeZone } from '../../domain/calendar.ts';
import { feedbackDays, type FeedbackSide } from '../../domain/feedback.ts';
import { fewestTold } from '../../domain/small-cells.ts';
import type { Connection } from '../client.ts';
import { feedback } from '../tables/feedback.ts';
import type { Placement } from './placements.ts';
import { named, type Named } from './happened.ts';

/** Of the placement's id and the side, with a space between. */
export function feedbackPlace(both: string): string {
  return `feedback.sealed_text ${both}`;
}

type Feedback = {
  readonly placementId: string;
  readonly side: FeedbackSide;
  readonly scores: Readonly<Record<string, number>>;
  readonly sealedText: Uint8Array | null;
  readonly handedInAt: string;
};

const told = sql`f.placement_id as "placementId", f.side, f.scores, f.sealed_text as "sealedText", f.handed_in_at::text as "handedInAt"`;

export type FeedbackRow = Pick<Placement, 'accountId' | 'countyCode' | 'state'> & {
  readonly lastDay: string;
  /** Null where nothing is said, or nothing that may be read; then the rest is null as well. */
  readonly side: FeedbackSide | null;
  readonly scores: Readonly<Record<string, number>>;
  readonly sealedText: Uint8Array | null;
  readonly handedInAt: string;
};

/** A placement with what was said of its service, a row a side, as far as whoever acts may read it today; no row where there is no such placement. */
export async function listFeedbackOf(db: Connection, placementId: string, today: string): Promise<FeedbackRow[]> {
  return [
    ...(await db.execute<FeedbackRow>(sql`select p.account_id as "accountId", p.county_code as "countyCode", p.state,
        last_day_served(p.id)::text as "lastDay", ${told}
      from placements p left join lateral feedback_of_placement(p.id, ${today}, ${feedbackDays}) f on true where p.id = ${placementId}`)),
  ];
}

/** What was said of all placements of a person, oldest first. */
export async function listFeedbackOfPerson(db: Connection, accountId: string, today: string): Promise<Feedback[]> {
  return [
    ...(await db.execute<Feedback>(sql`select ${told} from placements p cross join lateral feedback_of_placement(p.id, ${today}, ${feedbackDays}) f
      where p.account_id = ${accountId} order by p.id, f.side desc`)),
  ];
}

export async function saveFeedback(db: Connection, given: typeof feedback.$inferInsert): Promise<void> {
  const { scores, sealedText, writtenBy, handedInAt } = given;
  await db
    .insert(feedback)
    .values(given)
    .onConflictDoUpdate({ target: [feedback.placementId, feedback.side], set: { scores, sealedText, writtenBy, handedInAt } });
}

export type ToAsk = { readonly id: string; readonly accountId: string; readonly countyCode: string; readonly lastDay: string };

/** Services that are over and whose sides were not asked yet, the first over first, as long as they can still say something; held, those of other jobs left out. */
export async function lockFeedbackToAsk(db: Connection, today: string, limit: number): Promise<ToAsk[]> {
  return [
    ...(await db.execute<ToAsk>(sql`
      select p.id, p.account_id as "accountId", p.county_code as "countyCode", last_day_served(p.id)::text as "lastDay" from placements p
      where p.feedback_asked_at is null and p.state in ('started', 'completed', 'ended_early') and p.end_day >= ${today}::date - ${feedbackDays}::int
        and last_day_served(p.id) between ${today}::date - ${feedbackDays}::int and ${today}::date - 1
      order by p.end_day, p.id limit ${limit} for update skip locked`)),
  ];
}

export async function markFeedbackAsked(db: Connection, ids: readonly string[], at: string): Promise<void> {
  await db.execute(sql`update placements set feedback_asked_at = ${at} where id = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])`);
}

/** How many said something of a county's hosting, and how they scored it on average, question by question. */
export type CountyFeedback = {
  readonly countyCode: string;
  readonly county: Named;
  readonly side: FeedbackSide;
  readonly count: number;
  readonly averages: Readonly<Record<string, number>>;
};

/** Averages a county and a side, those alone that both sides may read by now; by county. */
export async function listCountyFeedback(db: Connection, today: string): Promise<CountyFeedback[]> {
  return [
    ...(await db.execute<CountyFeedback>(sql`
      with readable as (select f.* from feedback f where (select count(*) from feedback o where o.placement_id = f.placement_id) = 2
          or last_day_served(f.placement_id) + ${feedbackDays}::int < ${today}::date),
        counted as (select county_code, side, count(*)::int as count from readable group by county_code, side),
        scored as (select f.county_code, f.side, s.key, round(avg(s.value::numeric), 1)::float8 as average
          from readable f cross join lateral jsonb_each_text(f.scores) s group by f.county_code, f.side, s.key)
      select k.county_code as "countyCode", ${named(sql`c.name_zh`, sql`c.name_en`)} as county, k.side, k.count,
        (select json_object_agg(s.key, s.average) from scored s where s.county_code = k.county_code and s.side = k.side) as averages
      from counted k join counties c on c.code = k.county_code order by k.county_code, k.side desc`)),
  ];
}

/** How volunteers scored a county on average, question by question, and how many they were. */
export type ToldOfCounty = Pick<CountyFeedback, 'countyCode' | 'county' | 'averages'> & { readonly people: number };

/**
 * What counties hear of themselves, by county: each person's first feedback, in the order in which it could be read, and of that as many
 * whole fives as there are. With each person more the average would move by what this person said.
 */
export async function listToldOfCounties(db: Connection, countyCodes: readonly string[], now: string): Promise<ToldOfCounty[]> {
  return [
    ...(await db.execute<ToldOfCounty>(sql`
      with readable as (select distinct on (f.county_code, f.account_id) f.county_code, f.account_id, f.placement_id, f.scores, r.at
          from feedback f cross join lateral (select least(case when count(*) = 2 then max(o.handed_in_at) end,
            (last_day_served(f.placement_id) + ${feedbackDays + 1}::int)::timestamp at time zone ${homeZone}) as at
            from feedback o where o.placement_id = f.placement_id) r
          where f.side = 'volunteer' and f.county_code = any(${sql.param(`{${countyCodes.join(',')}}`)}::text[]) and r.at <= ${now}
          order by f.county_code, f.account_id, r.at, f.placement_id),
        counted as (select *, row_number() over (partition by county_code order by at, placement_id) as place,
          count(*) over (partition by county_code) as total from readable),
        scored as (select t.county_code, s.key, round(avg(s.value::numeric), 1)::float8 as average, count(*)::int as people
          from counted t cross join lateral jsonb_each_text(t.scores) s where t.place <= t.total - t.total % ${fewestTold}::int
          group by t.county_code, s.key)
      select s.county_code as "countyCode", ${named(sql`c.name_zh`, sql`c.name_en`)} as county, max(s.people) as people,
        json_object_agg(s.key, s.average) as averages from scored s join counties c on c.code = s.county_code
      group by s.county_code, c.name_zh, c.name_en order by s.county_code`)),
  ];
}
