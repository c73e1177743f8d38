import { and, eq, sql } from 'drizzle-orm';

import type { ConditionQuestionState } from '../../domain/condition-question.ts';
import type { PlacementState } from '../../domain/placement.ts';
import { lateDays } from '../../domain/reply.ts';
import type { RunInput } from '../../domain/run.ts';
import type { AlternateFacts } from '../../matching/alternates.ts';
import type { Connection } from '../client.ts';
import { isExchanged } from './swaps.ts';
import { lineAlternates, skippedAlternates } from '../tables/alternates.ts';

/**
 * Seats that fell free since the season's last match was published, with whose placement it was: declined, lapsed, stepped back
 * from, or cancelled for one person, and offered to nobody since. A seat whose term has begun is not given again. In a cancelled
 * request no seat is free.
 */
export function freedSeats(today: string) {
  return sql`(select p.id, p.line_id, p.request_id, p.season_id, p.county_code, p.account_id, p.start_day, p.end_day, p.state, ended.at as ended_at,
      p.state = 'withdrawn' and ended.at >= (p.start_day::timestamp at time zone s.time_zone) - make_interval(days => ${lateDays}) as is_late
    from placements p join requests r on r.id = p.request_id and r.state = 'approved'
    join seasons s on s.id = p.season_id and s.state in ('matching', 'placing', 'teaching')
    cross join lateral (select max(e.at) as at from events e where e.thing = 'placement' and e.thing_id = p.id::text and e.to_state = p.state) ended
    where (p.state in ('declined', 'lapsed', 'withdrawn', 'cancelled') or (p.state = 'dropped' and p.replaces_id is not null))
      and p.start_day > ${today}::date and not exists (select from placements next where next.replaces_id = p.id)
      and ended.at > coalesce((select max(run.published_at) from runs run where run.season_id = p.season_id and run.state = 'published'), '-infinity'))`;
}

/** Today, the present instant, and since when a line may not have been looked at in vain. */
export type DueWhen = { readonly today: string; readonly now: string; readonly lookAgainBefore: string };

/** What the clock gives away by itself: what nobody holds, what is no late drop-out, and where it has not just looked in vain. */
function due({ today, now, lookAgainBefore }: DueWhen) {
  return sql`${freedSeats(today)} f left join line_alternates h on h.line_id = f.line_id
    where f.ended_at <= ${now} and not f.is_late and h.held_by_event_id is null
      and (h.looked_at is null or h.looked_at < ${lookAgainBefore} or h.looked_at < f.ended_at)
      and not exists (select from placements q where q.season_id = f.season_id and q.state = 'proposed' and q.run_id is not null)`;
}

/** A season with a seat to be given by the clock. */
export async function findSeasonWithFreedSeat(db: Connection, when: DueWhen): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`select f.season_id as id from ${due(when)} limit 1`);
  return row?.id;
}

export type FreedSeat = {
  readonly placementId: string;
  readonly lineId: string;
  readonly state: PlacementState;
  readonly endedAt: string;
  readonly startDay: string;
  readonly isLate: boolean;
};

const asSeat = sql`f.id as "placementId", f.line_id as "lineId", f.state, f.ended_at::text as "endedAt", f.start_day::text as "startDay", f.is_late as "isLate"`;

/** A season's seats to be given by the clock: the county most in need first, then what begins first, then what fell free first. */
export async function listFreedSeatsDue(db: Connection, seasonId: string, when: DueWhen): Promise<FreedSeat[]> {
  return [
    ...(await db.execute<FreedSeat>(sql`select ${asSeat} from ${due(when)} and f.season_id = ${seasonId}
      order by (select c.tier from counties c where c.code = f.county_code), f.start_day, f.ended_at, f.id`)),
  ];
}

/** A line's seats that fell free, late drop-outs first, then what fell free first. */
export async function listFreedSeatsOfLine(db: Connection, lineId: string, today: string): Promise<FreedSeat[]> {
  return [
    ...(await db.execute<FreedSeat>(sql`select ${asSeat} from ${freedSeats(today)} f where f.line_id = ${lineId}
      order by f.is_late desc, f.ended_at, f.id`)),
  ];
}

/** Under what they are ranked where no match stands. */
export const withoutRun: Pick<RunInput, 'policy' | 'locks'> = { policy: 'need-first', locks: { keep: [], exclude: [] } };

/** Under what a season's alternates are ranked: the policy and the locks of the match that stands. */
export async function findRankingRun(db: Connection, seasonId: string): Promise<Pick<RunInput, 'policy' | 'locks'>> {
  const [row] = await db.execute<Pick<RunInput, 'policy' | 'locks'>>(sql`select policy, locks from runs
    where season_id = ${seasonId} and state = 'published' order by published_at desc, id desc limit 1`);
  return row ?? withoutRun;
}

/** The placement's host conditions changed, and its volunteer did not agree: leaving it is not held against them. */
function changedFor(...states: readonly ConditionQuestionState[]) {
  return sql`exists (select from condition_questions q where q.placement_id = p.id and q.state = any(${sql.param(`{${states.join(',')}}`)}::text[]))`;
}

/** Whoever gave a placement for another loses nothing when its request ends later. */
const swapped = isExchanged(sql`p.id`);

/** What the order of a season's alternates looks at besides the snapshot, of those of whom there is something to say. */
export async function listAlternateFacts(db: Connection, seasonId: string): Promise<AlternateFacts[]> {
  const standing = sql`('offered', 'accepted', 'started', 'completed')`;
  return [
    ...(await db.execute<AlternateFacts>(sql`
    select a.id as "applicationId",
      coalesce(bool_or((p.state = 'cancelled' and r.state = 'cancelled' and not ${swapped}) or (p.state in ('declined', 'withdrawn') and ${changedFor('refused')})) and not bool_or(p.state in ${standing}), false) as "isFirstInLine",
      coalesce(bool_or(p.state in ('lapsed', 'withdrawn') and not ${changedFor('refused', 'open')}), false) as "stoodBack", coalesce(bool_or(p.state = 'proposed'), false) as "isProposed",
      coalesce(json_agg(distinct p.request_id) filter (where p.state in ('declined', 'lapsed', 'withdrawn', 'cancelled', 'no_show', 'ended_early')), '[]')
        as "askedRequestIds",
      (select coalesce(json_agg(k.line_id), '[]') from skipped_alternates k where k.application_id = a.id) as "skippedLineIds",
      coalesce(bool_or(m.only_together), false) as "goesOnlyTogether",
      (select case when count(*) = count(at.county_code) and count(distinct at.county_code) = 1 then min(at.county_code) end
        from team_members mate join applications other on other.id = mate.application_id and other.state = 'approved' and other.id <> a.id
        left join lateral (select county_code from placements where application_id = other.id and state in ${standing} limit 1) at on true
        where mate.team_id = m.team_id) as "matesCountyCode"
    from applications a left join placements p on p.application_id = a.id and p.season_id = a.season_id
    left join requests r on r.id = p.request_id and r.season_id = a.season_id
    left join team_members m on m.application_id = a.id
    where a.season_id = ${seasonId} and a.state = 'approved'
      and (p.id is not null or m.only_together or exists (select from skipped_alternates k where k.application_id = a.id))
    group by a.id, m.team_id order by a.id`)),
  ];
}

export type LineForAlternates = {
  readonly id: string;
  readonly seasonId: string;
  readonly requestId: string;
  readonly isHeld: boolean;
};

/** A line of an approved request in a season under way. */
export async function findLineForAlternates(db: Connection, lineId: string): Promise<LineForAlternates | undefined> {
  const [row] = await db.execute<LineForAlternates>(sql`
    select l.id, l.season_id as "seasonId", l.request_id as "requestId", h.held_by_event_id is not null as "isHeld"
    from lines l join requests r on r.id = l.request_id and r.state = 'approved' left join line_alternates h on h.line_id = l.id
    where l.id = ${lineId}`);
  return row;
}

/** Holds a line's alternates for a reason, or lets them go on. */
export async function saveHold(db: Connection, lineId: string, heldByEventId: string | null): Promise<void> {
  const set = { heldByEventId, lookedAt: null };
  await db
    .insert(lineAlternates)
    .values({ lineId, ...set })
    .onConflictDoUpdate({ target: lineAlternates.lineId, set });
}

/** Nobody could be offered the line's free seat. */
export async function saveLooked(db: Connection, lineId: string, lookedAt: string): Promise<void> {
  await db.insert(lineAlternates).values({ lineId, lookedAt }).onConflictDoUpdate({ target: lineAlternates.lineId, set: { lookedAt } });
}

export async function insertSkip(db: Connection, skip: typeof skippedAlternates.$inferInsert): Promise<void> {
  await db.insert(skippedAlternates).values(skip);
}

export async function isSkipped(db: Connection, lineId: string, applicationId: string): Promise<boolean> {
  const rows = await db
    .select()
    .from(skippedAlternates)
    .where(and(eq(skippedAlternates.lineId, lineId), eq(skippedAlternates.applicationId, applicationId)));
  return rows.length > 0;
}
