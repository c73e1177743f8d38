import { sql } from 'drizzle-orm';

import type { PlacementState } from '../../domain/placement.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { VolunteerKind } from '../../domain/teaching.ts';
import type { RunSummary } from '../../matching/result.ts';
import type { Connection } from '../client.ts';
import type { Run } from './runs.ts';

type Names = { readonly zh: string; readonly en: string };

/** A run as the desk shows it: with its number in the season, and the run that is in force beside it. */
export type DeskRun = Run & {
  readonly number: number;
  readonly season: Names & { readonly state: SeasonState; readonly matchDay: string };
  readonly inForce: { readonly id: string; readonly number: number; readonly summary: RunSummary } | null;
};

const numberOf = (run: ReturnType<typeof sql>) =>
  sql`(select count(*)::int from runs x where x.season_id = ${run}.season_id and x.id <= ${run}.id)`;

const runColumns = sql`r.id, r.season_id as "seasonId", r.state, r.policy, r.locks, r.is_repair as "isRepair", r.requested_by as "requestedBy",
  r.progress, r.progress_label as "progressLabel", r.attempts, r.heartbeat_at as "heartbeatAt", r.stop_requested_at as "stopRequestedAt",
  r.snapshot_sha256 as "snapshotSha256", r.summary, r.failure, r.created_at as "createdAt", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.published_at as "publishedAt", ${numberOf(sql`r`)} as number`;

const inForce = sql`select p.id, ${numberOf(sql`p`)} as number, p.summary from runs p
  where p.season_id = r.season_id and p.state = 'published' and p.id <> r.id order by p.published_at desc limit 1`;

/** Runs by id, each with its season and the published run beside which it is read; in no order. */
export async function listDeskRuns(db: Connection, ids: readonly string[]): Promise<DeskRun[]> {
  return [
    ...(await db.execute<DeskRun>(sql`
      select ${runColumns}, json_build_object('zh', s.name_zh, 'en', s.name_en, 'state', s.state, 'matchDay', s.match_day) as season,
        (select to_json(f) from (${inForce}) f) as "inForce"
      from runs r join seasons s on s.id = r.season_id where r.id = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])`)),
  ];
}

export async function findDeskRun(db: Connection, id: string): Promise<DeskRun | undefined> {
  return (await listDeskRuns(db, [id]))[0];
}

export type SeasonRun = Pick<Run, 'id' | 'state' | 'policy' | 'isRepair' | 'summary' | 'createdAt' | 'publishedAt' | 'locks'> & {
  readonly number: number;
};

/** Runs of a season, newest first. */
export async function listSeasonRuns(
  db: Connection,
  seasonId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<SeasonRun[]> {
  return [
    ...(await db.execute<SeasonRun>(sql`
      select r.id, r.state, r.policy, r.is_repair as "isRepair", r.summary, r.locks, r.created_at as "createdAt", r.published_at as "publishedAt",
        ${numberOf(sql`r`)} as number
      from runs r where r.season_id = ${seasonId} and ${after === undefined ? sql`true` : sql`r.id < ${after}`}
      order by r.id desc limit ${limit}`)),
  ];
}

export type SeasonToMatch = Names & {
  readonly id: string;
  readonly state: SeasonState;
  readonly matchDay: string;
  readonly replyHours: number;
  readonly lotterySeedSha256: string;
  /** What a run would freeze now. */
  readonly applications: number;
  readonly waiting: number;
  readonly requests: number;
  readonly requestsWaiting: number;
  readonly tiers: readonly {
    readonly tier: number;
    readonly lines: number;
    readonly minimum: number;
    readonly ideal: number;
    readonly maximum: number;
  }[];
  readonly placements: Partial<Record<PlacementState, number>>;
};

/** A season as a match of it would find it: who and what is approved, seats by tier, and placements that stand. */
export async function findSeasonToMatch(db: Connection, id: string): Promise<SeasonToMatch | undefined> {
  const [row] = await db.execute<SeasonToMatch>(sql`
    select s.id, s.name_zh as zh, s.name_en as en, s.state, s.match_day as "matchDay", s.reply_hours as "replyHours",
      s.lottery_seed_sha256 as "lotterySeedSha256", a.approved as applications, a.submitted as waiting, r.approved as requests,
      r.submitted as "requestsWaiting",
      (select coalesce(json_agg(t order by t.tier), '[]') from (select c.tier, count(*)::int as lines, sum(l.minimum)::int as minimum,
          sum(l.ideal)::int as ideal, sum(l.maximum)::int as maximum
        from requests q join counties c on c.code = q.county_code and c.tier is not null join lines l on l.request_id = q.id
        where q.season_id = s.id and q.state = 'approved' group by c.tier) t) as tiers,
      (select coalesce(json_object_agg(p.state, p.count), '{}') from (select state, count(*)::int as count from placements
        where season_id = s.id group by state) p) as placements
    from seasons s
    cross join lateral (select count(*) filter (where state = 'approved')::int as approved,
      count(*) filter (where state = 'submitted')::int as submitted from applications where season_id = s.id) a
    cross join lateral (select count(*) filter (where state = 'approved')::int as approved,
      count(*) filter (where state = 'submitted')::int as submitted from requests where season_id = s.id) r
    where s.id = ${id}`);
  return row;
}

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly kind: VolunteerKind | null;
  /** Members of the same team have the same number. */
  readonly team: string | null;
};
export type Named = {
  readonly counties: Readonly<Record<string, Names & { readonly province: Names }>>;
  readonly subjects: Readonly<Record<string, Names>>;
  readonly people: Readonly<Record<string, Person>>;
  readonly requests: Readonly<Record<string, { readonly place: string }>>;
  /** Placements that stand, by application and line. */
  readonly placements: readonly {
    readonly id: string;
    readonly applicationId: string;
    readonly lineId: string;
    readonly state: PlacementState;
  }[];
};

type Wanted = {
  readonly countyCodes: readonly string[];
  readonly applicationIds?: readonly string[];
  readonly requestIds?: readonly string[];
};

/** What a match names by codes and ids, by the names that people read; all of it in one statement. */
export async function findNames(db: Connection, { countyCodes, applicationIds = [], requestIds = [] }: Wanted): Promise<Named> {
  const [row] = await db.execute<Named>(sql`
    select (select coalesce(json_object_agg(c.code, json_build_object('zh', c.name_zh, 'en', c.name_en,
        'province', json_build_object('zh', p.name_zh, 'en', p.name_en))), '{}')
        from counties c join provinces p on p.code = c.province_code where c.code = any(${listOf(countyCodes)}::text[])) as counties,
      (select coalesce(json_object_agg(code, json_build_object('zh', name_zh, 'en', name_en)), '{}') from subjects) as subjects,
      (select coalesce(json_object_agg(a.id, json_build_object('id', a.id, 'name', who.name, 'kind', v.kind, 'team', m.team_id)), '{}')
        from applications a join accounts who on who.id = a.account_id left join volunteers v on v.account_id = a.account_id
        left join team_members m on m.application_id = a.id where a.id = any(${listOf(applicationIds)}::uuid[])) as people,
      (select coalesce(json_object_agg(id, json_build_object('place', place)), '{}') from requests
        where id = any(${listOf(requestIds)}::uuid[])) as requests,
      (select coalesce(json_agg(json_build_object('id', id, 'applicationId', application_id, 'lineId', line_id, 'state', state)), '[]') from placements
        where application_id = any(${listOf(applicationIds)}::uuid[]) and state in ('proposed', 'offered', 'accepted', 'started', 'completed')) as placements`);
  if (row === undefined) throw new Error('a select without from gives a row');
  return row;
}

function listOf(values: readonly string[]) {
  return sql.param(`{${[...new Set(values)].join(',')}}`);
}

/** Applications of the season whose person has this in their name; at most 500. */
export async function findApplicationsByName(db: Connection, seasonId: string, name: string): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ id: string }>(sql`
    select a.id from applications a join accounts who on who.id = a.account_id
    where a.season_id = ${seasonId} and position(lower(${name}) in lower(who.name)) > 0 order by a.id limit 500`);
  return new Set(rows.map(({ id }) => id));
}
