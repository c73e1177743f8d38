import { sql } from 'drizzle-orm';

import type { ClockJob } from '../../domain/job.ts';
import type { SeenOfWork } from '../../domain/status.ts';
import type { Connection } from '../client.ts';

export type Turn = { readonly job: ClockJob; readonly fault: string | null };

/** How the jobs' turns that end now went; of one that fails again it stays on record since when. */
export async function recordTurns(db: Connection, at: string, turns: readonly Turn[]): Promise<void> {
  await db.execute(sql`
    insert into job_turns as known (job, ended_at, failing_since, fault)
    select t.job, case when t.fault is null then ${at}::timestamptz end, case when t.fault is not null then ${at}::timestamptz end, t.fault
    from jsonb_to_recordset(${JSON.stringify(turns)}::jsonb) as t (job text, fault text)
    order by t.job
    on conflict (job) do update set ended_at = coalesce(excluded.ended_at, known.ended_at), fault = excluded.fault,
      failing_since = case when excluded.fault is not null then coalesce(known.failing_since, excluded.failing_since) end`);
}

/** Where the clock comes by again after it had stood still for longer than so many minutes, that is on record. */
export async function recordGap(db: Connection, begunAt: string, minutes: number): Promise<void> {
  await db.execute(sql`
    insert into clock_gaps (from_at, until_at)
    select w.sign_at, ${begunAt}::timestamptz from work_seen(${begunAt}) w
    where w.sign_at < ${begunAt}::timestamptz - make_interval(mins => ${minutes})
    on conflict (from_at) do nothing`);
}

/** When the clock stood still: two instants. */
export type ClockGap = { readonly fromAt: string; readonly untilAt: string };

/** More interruptions than this are never told at once. */
const mostGaps = 50;

/** What everybody may know of the work in the background. */
export async function findSeenOfWork(db: Connection, now: string): Promise<SeenOfWork> {
  const [seen] = await db.execute<SeenOfWork>(sql`
    select sign_at as "signAt", failing, letter_due_at as "letterDueAt", match_asked_at as "matchAskedAt" from work_seen(${now})`);
  if (seen === undefined) throw new Error('the work was not seen');
  const { signAt, letterDueAt, matchAskedAt, failing } = seen;
  return { signAt: isoOf(signAt), letterDueAt: isoOf(letterDueAt), matchAskedAt: isoOf(matchAskedAt), failing };
}

/** When the clock stood still since an instant, the latest first. */
export async function listClockGaps(db: Connection, since: string): Promise<ClockGap[]> {
  const rows = await db.execute<ClockGap>(sql`
    select from_at as "fromAt", until_at as "untilAt" from clock_gaps where until_at >= ${since} order by from_at desc limit ${mostGaps}`);
  return rows.map(({ fromAt, untilAt }) => ({ fromAt: isoOf(fromAt), untilAt: isoOf(untilAt) }));
}

/** The store writes instants in a form of its own. */
function isoOf<T extends string | null>(instant: T): T | string {
  return instant === null ? instant : new Date(instant).toISOString();
}
