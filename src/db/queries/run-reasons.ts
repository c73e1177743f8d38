import { and, asc, eq, isNull, sql } from 'drizzle-orm';

import type { Reason } from '../../matching/explain/reason.ts';
import type { Connection } from '../client.ts';
import { runReasons, runs } from '../tables/runs.ts';
import type { Run } from './runs.ts';

/** The oldest published run that nobody was told the reasons of yet; held, and passed over by every other job. */
export async function lockRunToExplain(db: Connection): Promise<Run | undefined> {
  const [row] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.state, 'published'), isNull(runs.explainedAt)))
    .orderBy(asc(runs.id))
    .limit(1)
    .for('no key update', { skipLocked: true });
  return row;
}

/** Which of the match's applications have no reason of it yet, by id; none of people whose data is erased. */
export async function listUnexplained(db: Connection, runId: string, applicationIds: readonly string[], limit: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select a.id from applications a join accounts who on who.id = a.account_id
    where a.id = any(${sql.param(`{${applicationIds.join(',')}}`)}::uuid[]) and who.erased_at is null
      and not exists (select from run_reasons m where m.run_id = ${runId} and m.application_id = a.id)
    order by a.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

export async function saveReasons(
  db: Connection,
  runId: string,
  reasons: readonly { readonly applicationId: string; readonly reason: Reason }[],
): Promise<void> {
  if (reasons.length > 0) await db.insert(runReasons).values(reasons.map((own) => ({ runId, ...own })));
}

/** From now on everybody in the run that was published last hears why. */
export async function saveReleased(db: Connection, seasonId: string, at: string): Promise<void> {
  await db.execute(sql`
    update runs set released_at = ${at} where released_at is null
      and id = (select id from runs where season_id = ${seasonId} and state = 'published' order by published_at desc, id desc limit 1)`);
}

type Names = { readonly zh: string; readonly en: string };

/** The reason that an applicant is told, with the lines it speaks of. */
export type ToldReason = Reason & {
  readonly runId: string;
  readonly lines: Readonly<
    Record<
      string,
      { readonly county: Names; readonly subject: Names; readonly level: number; readonly startDay: string; readonly endDay: string }
    >
  >;
};

/** What the applicant is told of the match they heard of last; null before they heard of one. */
export async function findToldReason(db: Connection, applicationId: string): Promise<ToldReason | null> {
  const [row] = await db.execute<{ reason: ToldReason | null }>(sql`select told_reason(${applicationId}) as reason`);
  return row?.reason ?? null;
}
