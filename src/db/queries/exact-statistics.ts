import { sql, type SQL } from 'drizzle-orm';

import { statisticsDimensions, type StatisticsAsked, type StatisticsDimension } from '../../domain/statistics.ts';
import type { Connection } from '../client.ts';
import { nothing, type Counted } from './statistics.ts';

const columns: Readonly<Record<StatisticsDimension, SQL>> = {
  season: sql`season_id::text`,
  year: sql`year::text`,
  province: sql`province_code`,
  county: sql`county_code`,
  tier: sql`tier::text`,
  subject: sql`subject_code`,
  delivery: sql`delivery`,
  requestKind: sql`request_kind`,
  volunteerKind: sql`volunteer_kind`,
  homeRegion: sql`home_region`,
  institution: sql`institution`,
  firstTimer: sql`first_timer::text`,
  role: sql`role`,
};

function narrowed({ filter }: Pick<StatisticsAsked, 'filter'>): SQL {
  const conditions = statisticsDimensions.flatMap((dimension) =>
    filter[dimension] === undefined ? [] : [sql`${columns[dimension]} = ${filter[dimension]}`],
  );
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

const keyed = (dimension: StatisticsDimension | undefined) =>
  dimension === undefined ? sql`null::text` : sql`coalesce(${columns[dimension]}, '')`;

/** Everything, counted from the completions themselves in any way: for coordinators, who may see each of them. */
export async function countExact(db: Connection, asked: StatisticsAsked): Promise<Counted[]> {
  const { by, and } = asked;
  const rows = await db.execute<Counted>(sql`
    select ${keyed(by)} as key, ${keyed(and)} as "andKey", count(*)::int as completions, count(distinct account_id)::int as volunteers,
      coalesce(sum(days_served), 0)::float8 as "daysServed", coalesce(sum(lessons_held), 0)::float8 as "lessonsHeld",
      coalesce(sum(minutes_taught), 0)::float8 as "minutesTaught", coalesce(sum(learners), 0)::float8 as learners,
      (count(*) filter (where made_up))::int as "madeUp"
    from completions where ${narrowed(asked)} group by 1, 2 ${by === undefined ? sql`` : sql`having count(*) > 0`} order by 1, 2`);
  return rows.length === 0 && by === undefined ? [{ key: null, andKey: null, ...nothing }] : [...rows];
}

export type CompletionRow = {
  readonly placementId: string;
  readonly seasonId: string;
  readonly countyCode: string;
  readonly subjectCode: string;
  readonly delivery: string;
  readonly daysServed: number;
  readonly lessonsHeld: number;
  readonly minutesTaught: number;
  readonly learners: number;
};

/** The completions that a figure counts, the newest placement first: for coordinators. */
export async function listCompletions(
  db: Connection,
  asked: Pick<StatisticsAsked, 'filter'>,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<CompletionRow[]> {
  return [
    ...(await db.execute<CompletionRow>(sql`
      select placement_id as "placementId", season_id as "seasonId", county_code as "countyCode", subject_code as "subjectCode", delivery,
        days_served as "daysServed", lessons_held as "lessonsHeld", minutes_taught as "minutesTaught", learners
      from completions where ${narrowed(asked)} and (${after ?? null}::uuid is null or placement_id < ${after ?? null}::uuid)
      order by placement_id desc limit ${limit}`)),
  ];
}
