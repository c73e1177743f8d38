import { sql, type SQL } from 'drizzle-orm';

import type { ClearanceKind } from '../../domain/clearance.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { Connection } from '../client.ts';
import { freedSeats } from './alternates.ts';
import { isReadyToComplete } from './disputes.ts';
import { named, type Named } from './happened.ts';

/** How many of something wait, and the first instant or day that counts: since when, or until when. */
export type Waiting = { readonly count: number; readonly at: string | null };

export type ToDo = {
  readonly applications: Waiting;
  readonly requests: Waiting;
  readonly clearances: Waiting;
  readonly lists: Waiting;
  /** Offers whose time to answer ends within two days. */
  readonly lapsing: Waiting;
  /** Accepted placements that start within three weeks with checks missing. */
  readonly unready: Waiting;
  readonly completions: Waiting;
  /** Disputes over recorded hours that a coordinator can settle now. */
  readonly disputes: Waiting;
  /** Volunteers who have not said in time whether they go on under changed conditions, and who teach under conditions they do not agree to. */
  readonly conditions: Waiting;
  /** Late drop-outs whose seat waits to be offered, with the line where there is only one. */
  readonly late: Waiting & { readonly lineId: string | null };
  /** Swaps that both agreed to; until when. */
  readonly swaps: Waiting;
  /** Who needs help and got none yet; since when. */
  readonly help: Waiting;
  /** Squads whose last report, of today or yesterday, tells of an incident or that not all are well. */
  readonly alarmed: Waiting;
  /** Squads that have said nothing of today, whether or not it is time yet. */
  readonly unreported: Waiting;
  readonly runs: readonly { readonly id: string; readonly season: Named; readonly at: string }[];
  readonly proposals: readonly { readonly seasonId: string; readonly season: Named; readonly count: number; readonly at: string }[];
};

const waiting = (first: SQL, rows: SQL) => sql`(select json_build_object('count', count(*), 'at', min(${first})) ${rows})`;

const disputesToSettle = (now: string) =>
  waiting(sql`opened_at`, sql`from disputes where state = 'answered' or (state = 'opened' and answer_by_at < ${now}::timestamptz)`);
/** What is ready to be completed. */
const completable = waiting(
  sql`pl.end_day`,
  sql`from placements pl join reports rep on rep.placement_id = pl.id left join confirmations con on con.placement_id = pl.id
    where pl.state = 'started' and ${isReadyToComplete({ id: sql`pl.id`, reported: sql`rep.days_served`, confirmed: sql`con.days_served` })}`,
);

/** What waits for a coordinator now, in one query. */
export async function findToDo(db: Connection, now: string, today: string): Promise<ToDo> {
  const [row] = await db.execute<{ json: ToDo }>(sql`select json_build_object(
    'applications', ${waiting(sql`submitted_at`, sql`from applications where state = 'submitted'`)},
    'requests', ${waiting(sql`submitted_at`, sql`from requests where state = 'submitted'`)},
    'clearances', ${waiting(sql`created_at`, sql`from clearances where state = 'submitted'`)},
    'lists', ${waiting(sql`created_at`, sql`from query_batches where answered_day is null`)},
    'lapsing', ${waiting(sql`reply_by_at`, sql`from placements where state = 'offered' and reply_by_at <= ${now}::timestamptz + interval '48 hours'`)},
    'unready', ${waiting(
      sql`pl.start_day`,
      sql`from placements pl join requests r on r.id = pl.request_id where pl.state = 'accepted' and pl.start_day <= ${today}::date + 21
        and cardinality(missing_checks(pl.account_id, pl.season_id, r.delivery, upper(pl.served) - 1)) > 0`,
    )},
    'completions', ${completable},
    'disputes', ${disputesToSettle(now)},
    'conditions', ${waiting(
      sql`q.answer_by_at`,
      sql`from condition_questions q join requests r on r.id = q.request_id and r.state = 'approved' left join placements pl on pl.id = q.placement_id
        where (q.state = 'refused' and pl.state = 'started') or (q.state = 'open' and q.answer_by_at <= ${now}::timestamptz
          and case when q.placement_id is null then exists (select from applications a where a.id = q.application_id
            and a.state in ('submitted', 'returned', 'approved')) else pl.state in ('accepted', 'started') end)`,
    )},
    'late', (select json_build_object('count', count(*), 'at', min(f.start_day), 'lineId', case when count(distinct f.line_id) = 1 then min(f.line_id::text) end)
      from ${freedSeats(today)} f where f.is_late),
    'swaps', ${waiting(sql`lapses_at`, sql`from swaps where state = 'agreed' and lapses_at > ${now}`)},
    'help', ${waiting(sql`answered_at`, sql`from safety_replies where answer = 'needs_help' and helped_at is null`)},
    'alarmed', ${waiting(
      sql`d.day`,
      sql`from day_reports d where d.day >= ${today}::date - 1 and (d.had_incident or not d.everybody_well)
        and not exists (select from day_reports later where later.request_id = d.request_id and later.day = d.day and later.version > d.version)`,
    )},
    'unreported', ${waiting(
      sql`${today}::date`,
      sql`from requests r where r.start_day <= ${today} and r.end_day >= ${today}
        and exists (select from placements p where p.request_id = r.id and p.state in ('accepted', 'started', 'completed'))
        and not exists (select from day_reports d where d.request_id = r.id and d.day = ${today})`,
    )},
    'runs', (select coalesce(json_agg(json_build_object('id', x.id, 'season', x.season, 'at', x.finished_at) order by x.finished_at), '[]') from (
      select distinct on (run.season_id) run.id, run.finished_at, ${named(sql`s.name_zh`, sql`s.name_en`)} as season
      from runs run join seasons s on s.id = run.season_id where run.state = 'done' and s.state in ('matching', 'placing')
        and not exists (select from runs later where later.season_id = run.season_id and later.state = 'published' and later.published_at > run.finished_at)
      order by run.season_id, run.finished_at desc) x),
    'proposals', (select coalesce(json_agg(json_build_object('seasonId', x.id, 'season', x.season, 'count', x.count, 'at', x.at)), '[]') from (
      select s.id, ${named(sql`s.name_zh`, sql`s.name_en`)}::jsonb as season, count(*) as count, min(pl.created_at) as at
      from placements pl join seasons s on s.id = pl.season_id where pl.state = 'proposed' group by s.id) x)) as json`);
  if (row === undefined) throw new Error('a query without a row');
  return row.json;
}

export type Funnel = {
  readonly id: string;
  readonly name: Named;
  readonly state: SeasonState;
  readonly applied: number;
  readonly approved: number;
  readonly offered: number;
  readonly accepted: number;
  readonly started: number;
  readonly completed: number;
};

/** How far people have come in each season under way, the newest first. */
export async function listFunnels(db: Connection): Promise<readonly Funnel[]> {
  return [
    ...(await db.execute<Funnel>(sql`
    select s.id, ${named(sql`s.name_zh`, sql`s.name_en`)} as name, s.state, a.applied, a.approved, p.offered, p.accepted, p.started, p.completed
    from seasons s
    cross join lateral (select count(*) filter (where state in ('submitted', 'returned', 'approved', 'rejected'))::int as applied,
      count(*) filter (where state = 'approved')::int as approved from applications where season_id = s.id) a
    cross join lateral (select count(distinct application_id) filter (where state not in ('proposed', 'dropped'))::int as offered,
      count(distinct application_id) filter (where state in ('accepted', 'started', 'completed', 'ended_early', 'no_show'))::int as accepted,
      count(distinct application_id) filter (where state in ('started', 'completed', 'ended_early'))::int as started,
      count(distinct application_id) filter (where state = 'completed')::int as completed from placements where season_id = s.id) p
    where s.state in ('open', 'matching', 'placing', 'teaching') order by s.teaching_start_day desc limit 3`)),
  ];
}

export type Bottlenecks = {
  readonly subjects: readonly { readonly name: Named; readonly short: number; readonly wanted: number; readonly free: number }[];
  readonly checks: readonly { readonly kind: ClearanceKind; readonly people: number }[];
};

/** Where a season under way is held up: subjects whose seats are not filled, and checks that accepted placements lack. */
export async function findBottlenecks(db: Connection): Promise<Bottlenecks> {
  const [row] = await db.execute<{ json: Bottlenecks }>(sql`select json_build_object(
    'subjects', (select coalesce(json_agg(json_build_object('name', x.name, 'short', x.short, 'wanted', x.wanted, 'free', x.free) order by x.short desc, x.wanted desc), '[]') from (
      select ${named(sql`sub.name_zh`, sql`sub.name_en`)} as name, sum(greatest(0, l.minimum - l.taken)) as short, sum(greatest(0, l.ideal - l.taken)) as wanted,
        (select count(distinct a.id) from applications a join seasons s on s.id = a.season_id and s.state in ('open', 'matching', 'placing')
          join application_subjects taught on taught.application_id = a.id and taught.subject_code = sub.code
          where a.state = 'approved' and not exists (select from placements pl where pl.application_id = a.id
            and pl.state in ('proposed', 'offered', 'accepted', 'started', 'completed'))) as free
      from subjects sub join lines l on l.subject_code = sub.code join requests r on r.id = l.request_id and r.state = 'approved'
        join seasons s on s.id = r.season_id and s.state in ('open', 'matching', 'placing') group by sub.code, sub.name_zh, sub.name_en) x),
    'checks', (select coalesce(json_agg(json_build_object('kind', x.kind, 'people', x.people) order by x.people desc, x.kind), '[]') from (
      select lacking.kind, count(*) as people from placements pl join requests r on r.id = pl.request_id
        cross join lateral unnest(missing_checks(pl.account_id, pl.season_id, r.delivery, upper(pl.served) - 1)) as lacking (kind)
      where pl.state in ('offered', 'accepted') group by lacking.kind) x)) as json`);
  return row?.json ?? { subjects: [], checks: [] };
}

export type Silent = {
  readonly season: Named | null;
  readonly count: number;
  readonly counties: readonly { readonly code: string; readonly name: Named; readonly province: Named; readonly tier: number }[];
};

/** Partner counties without a request in the newest season that takes requests or has taken them, the most in need first. */
export async function findSilentCounties(db: Connection, limit: number): Promise<Silent> {
  const [row] = await db.execute<{ json: Silent }>(sql`
    with season as (select id, name_zh, name_en from seasons where state in ('open', 'matching') order by teaching_start_day desc limit 1),
      silent as (select c.code, c.tier, ${named(sql`c.name_zh`, sql`c.name_en`)} as name, ${named(sql`p.name_zh`, sql`p.name_en`)} as province
        from counties c join provinces p on p.code = c.province_code where c.tier is not null and exists (select from season) and not exists (
          select from requests r where r.county_code = c.code and r.season_id = (select id from season) and r.state not in ('draft', 'cancelled', 'rejected')))
    select json_build_object('season', (select ${named(sql`name_zh`, sql`name_en`)} from season), 'count', (select count(*) from silent),
      'counties', (select coalesce(json_agg(x order by x.tier, x.code), '[]') from (select * from silent order by tier, code limit ${limit}) x)) as json`);
  return row?.json ?? { season: null, count: 0, counties: [] };
}
