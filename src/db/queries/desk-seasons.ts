import { sql, type SQL } from 'drizzle-orm';

import type { ApplicationState } from '../../domain/application.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { RequestState } from '../../domain/request.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { Connection } from '../client.ts';
import { happenedTo, type Happened, type Named } from './happened.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type ListedSeason = {
  readonly id: string;
  readonly name: Named;
  readonly state: SeasonState;
  readonly applicationsOpenDay: string;
  readonly applicationsCloseDay: string;
  readonly matchDay: string;
  readonly teachingStartDay: string;
  readonly teachingEndDay: string;
  readonly applications: number;
  readonly requests: number;
  readonly placements: number;
  readonly madeUp: boolean;
};

/** Seasons with what is in each, the newest first. */
export async function listSeasonsInFull(db: Connection, page: PageWanted): Promise<Page<ListedSeason>> {
  const rows = await db.execute<ListedSeason>(sql`
    select s.id, json_build_object('zh', s.name_zh, 'en', s.name_en) as name, s.state, s.applications_open_day::text as "applicationsOpenDay",
      s.applications_close_day::text as "applicationsCloseDay", s.match_day::text as "matchDay", s.teaching_start_day::text as "teachingStartDay",
      s.teaching_end_day::text as "teachingEndDay", s.made_up as "madeUp",
      (select count(*)::int from applications a where a.season_id = s.id and a.state in ('submitted', 'returned', 'approved')) as applications,
      (select count(*)::int from requests r where r.season_id = s.id and r.state in ('submitted', 'returned', 'approved')) as requests,
      (select count(*)::int from placements p where p.season_id = s.id and p.state in ('offered', 'accepted', 'started', 'completed')) as placements
    from seasons s
    where ${page.after === undefined ? sql`true` : sql`(s.teaching_start_day, s.id) < (select teaching_start_day, id from seasons where id = ${page.after})`}
    order by s.teaching_start_day desc, s.id desc limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

/** How many there are of each state; a state that nothing is in is left out. */
export type SeasonStanding = {
  readonly applications: Partial<Record<ApplicationState, number>>;
  readonly requests: Partial<Record<RequestState, number>>;
  readonly placements: Partial<Record<PlacementState, number>>;
  readonly happened: readonly Happened[];
};

const countsOf = (table: SQL, id: string) => sql`(select coalesce(json_object_agg(x.state, x.count), '{}') from (
  select state, count(*) as count from ${table} where season_id = ${id} group by state) x)`;

/** How far a season is, and what happened to it, in one query. */
export async function findSeasonStanding(db: Connection, id: string): Promise<SeasonStanding> {
  const [row] = await db.execute<{ json: SeasonStanding }>(sql`
    select json_build_object('applications', ${countsOf(sql`applications`, id)}, 'requests', ${countsOf(sql`requests`, id)},
      'placements', ${countsOf(sql`placements`, id)}, 'happened', ${happenedTo('season', sql`${id}`)}) as json`);
  return row?.json ?? { applications: {}, requests: {}, placements: {}, happened: [] };
}
