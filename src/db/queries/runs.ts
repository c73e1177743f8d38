import { and, asc, eq, gt, sql } from 'drizzle-orm';

import type { RunInput, RunState } from '../../domain/run.ts';
import type { Connection } from '../client.ts';
import { lines, requests } from '../tables/requests.ts';
import { runFiles, runMatches, runs } from '../tables/runs.ts';
import { applications } from '../tables/applications.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type Run = typeof runs.$inferSelect;

export async function findRun(db: Connection, id: string): Promise<Run | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.id, id));
  return row;
}

/** The run's row, held until the transaction ends. */
export async function lockRun(db: Connection, id: string): Promise<Run | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.id, id)).for('update');
  return row;
}

/** Runs of a season, by id. */
export async function listRuns(db: Connection, seasonId: string, page: PageWanted): Promise<Page<Run>> {
  const rows = await db
    .select()
    .from(runs)
    .where(and(eq(runs.seasonId, seasonId), afterKey(runs.id, page)))
    .orderBy(byKey(runs.id, page))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.id);
}

export async function insertRun(
  db: Connection,
  run: {
    readonly seasonId: string;
    readonly policy: RunInput['policy'];
    readonly locks: RunInput['locks'];
    readonly isRepair?: boolean;
    readonly requestedBy: string | null;
  },
): Promise<Run> {
  const [row] = await db.insert(runs).values(run).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

export async function saveRun(
  db: Connection,
  id: string,
  change: Partial<typeof runs.$inferInsert> & { readonly state?: RunState },
): Promise<Run> {
  const [row] = await db.update(runs).set(change).where(eq(runs.id, id)).returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}

/** The oldest run that waits, or whose job went silent; held, and passed over by every other job. */
export async function lockDueRun(db: Connection, silentSince: string): Promise<Run | undefined> {
  const [row] = await db
    .select()
    .from(runs)
    .where(sql`${runs.state} = 'queued' or (${runs.state} = 'running' and ${runs.heartbeatAt} < ${silentSince})`)
    .orderBy(asc(runs.id))
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

/** Says that the run's job lives and how far it is; gives whether somebody asked it to stop. */
export async function beatRun(
  db: Connection,
  id: string,
  beat: { readonly at: string; readonly progress: number; readonly progressLabel: string },
): Promise<{ stopRequested: boolean }> {
  const [row] = await db
    .update(runs)
    .set({ heartbeatAt: beat.at, progress: beat.progress, progressLabel: beat.progressLabel })
    .where(eq(runs.id, id))
    .returning({ stopRequestedAt: runs.stopRequestedAt });
  return { stopRequested: row?.stopRequestedAt !== null };
}

export async function saveSnapshot(db: Connection, runId: string, snapshot: string): Promise<void> {
  await db.insert(runFiles).values({ runId, snapshot }).onConflictDoUpdate({ target: runFiles.runId, set: { snapshot } });
}

export async function saveResult(db: Connection, runId: string, result: string): Promise<void> {
  await db.update(runFiles).set({ result }).where(eq(runFiles.runId, runId));
}

export async function findRunFiles(db: Connection, runId: string): Promise<{ snapshot: string; result: string | null } | undefined> {
  const [row] = await db.select({ snapshot: runFiles.snapshot, result: runFiles.result }).from(runFiles).where(eq(runFiles.runId, runId));
  return row;
}

export type RunMatch = { readonly applicationId: string; readonly lineId: string; readonly rank: number | null };

/** Replaces the run's match, so that a job run twice has the effect of one. */
export async function saveMatches(db: Connection, runId: string, matches: readonly RunMatch[]): Promise<void> {
  await db.delete(runMatches).where(eq(runMatches.runId, runId));
  for (let i = 0; i < matches.length; i += 1000) {
    await db.insert(runMatches).values(matches.slice(i, i + 1000).map((match) => ({ runId, ...match })));
  }
}

/** The run's match, by application. */
export async function listMatches(
  db: Connection,
  runId: string,
  page: PageWanted,
): Promise<Page<RunMatch & { requestId: string; countyCode: string }>> {
  const rows = await db
    .select({
      applicationId: runMatches.applicationId,
      lineId: runMatches.lineId,
      rank: runMatches.rank,
      requestId: lines.requestId,
      countyCode: requests.countyCode,
    })
    .from(runMatches)
    .innerJoin(lines, eq(lines.id, runMatches.lineId))
    .innerJoin(requests, eq(requests.id, lines.requestId))
    .where(and(eq(runMatches.runId, runId), page.after === undefined ? undefined : gt(runMatches.applicationId, page.after)))
    .orderBy(asc(runMatches.applicationId))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.applicationId);
}

export type Difference = {
  readonly applicationId: string;
  readonly lineIdInA: string | null;
  readonly rankInA: number | null;
  readonly lineIdInB: string | null;
  readonly rankInB: number | null;
};

const bothRuns = (a: string, b: string) => sql`
  (select * from run_matches where run_id = ${a}) a full join (select * from run_matches where run_id = ${b}) b
    on b.application_id = a.application_id`;

/** Applications that two runs place differently, by application. */
export async function listDifferences(db: Connection, a: string, b: string, page: PageWanted): Promise<Page<Difference>> {
  const rows = await db.execute<Difference>(sql`
    select coalesce(a.application_id, b.application_id) as "applicationId", a.line_id as "lineIdInA", a.rank as "rankInA",
      b.line_id as "lineIdInB", b.rank as "rankInB"
    from ${bothRuns(a, b)}
    where a.line_id is distinct from b.line_id
      and ${page.after === undefined ? sql`true` : sql`coalesce(a.application_id, b.application_id) > ${page.after}`}
    order by 1 limit ${page.limit + 1}`);
  return pageOf([...rows], page, (row) => row.applicationId);
}

/** How many applications two runs place alike, elsewhere, or only one of them. */
export async function countDifferences(db: Connection, a: string, b: string) {
  const [row] = await db.execute<{ same: number; moved: number; onlyInA: number; onlyInB: number }>(sql`
    select count(*) filter (where a.line_id = b.line_id)::int as same, count(*) filter (where a.line_id <> b.line_id)::int as moved,
      count(*) filter (where b.line_id is null)::int as "onlyInA", count(*) filter (where a.line_id is null)::int as "onlyInB"
    from ${bothRuns(a, b)}`);
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

/** Were both runs computed on the same snapshot, whatever policy each followed? */
export async function haveSameSnapshot(db: Connection, a: string, b: string): Promise<boolean> {
  const [row] = await db.execute<{ same: boolean }>(sql`
    select (a.snapshot::jsonb - 'policy') = (b.snapshot::jsonb - 'policy') as same
    from run_files a, run_files b where a.run_id = ${a} and b.run_id = ${b}`);
  return row?.same === true;
}

export type MatchToPublish = {
  readonly applicationId: string;
  readonly accountId: string;
  readonly lineId: string;
  readonly requestId: string;
  readonly countyCode: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly rank: number | null;
};

/** Every row of the match with whom and where it concerns, by application; both are held, so that neither ends meanwhile. */
export async function lockMatchesToPublish(db: Connection, run: Run): Promise<MatchToPublish[]> {
  return db
    .select({
      applicationId: runMatches.applicationId,
      accountId: applications.accountId,
      lineId: runMatches.lineId,
      requestId: requests.id,
      countyCode: requests.countyCode,
      startDay: requests.startDay,
      endDay: requests.endDay,
      rank: runMatches.rank,
    })
    .from(runMatches)
    .innerJoin(applications, eq(applications.id, runMatches.applicationId))
    .innerJoin(lines, eq(lines.id, runMatches.lineId))
    .innerJoin(requests, eq(requests.id, lines.requestId))
    .where(eq(runMatches.runId, run.id))
    .orderBy(asc(runMatches.applicationId))
    .for('share', { of: [applications, requests] });
}

/** The lottery's seed that the run's snapshot was frozen with. */
export async function findRunSeed(db: Connection, runId: string): Promise<string | null> {
  const [row] = await db
    .select({ seed: sql<string>`${runFiles.snapshot}::json ->> 'seed'` })
    .from(runFiles)
    .where(eq(runFiles.runId, runId));
  return row?.seed ?? null;
}

/** Which of the pairs' applications and lines are approved in the season, and so can be matched. */
export async function findMatchableIds(
  db: Connection,
  seasonId: string,
  pairs: readonly { readonly applicationId: string; readonly lineId: string }[],
): Promise<{ readonly applications: ReadonlySet<string>; readonly lines: ReadonlySet<string> }> {
  if (pairs.length === 0) return { applications: new Set(), lines: new Set() };
  const approved = await db.execute<{ id: string }>(sql`
    select id from applications where season_id = ${seasonId} and state = 'approved'
      and id = any(${asArray(pairs.map(({ applicationId }) => applicationId))}::uuid[])`);
  const asking = await db.execute<{ id: string }>(sql`
    select l.id from lines l join requests r on r.id = l.request_id where r.season_id = ${seasonId} and r.state = 'approved'
      and l.id = any(${asArray(pairs.map(({ lineId }) => lineId))}::uuid[])`);
  return { applications: new Set(approved.map(({ id }) => id)), lines: new Set(asking.map(({ id }) => id)) };
}

function asArray(ids: readonly string[]) {
  return sql.param(`{${ids.join(',')}}`);
}

/** Requests that the run's match holds at a distance though they asked for people on site. */
export async function listTurnedRequestIds(db: Connection, runId: string): Promise<string[]> {
  const [row] = await db.execute<{ ids: string[] }>(sql`
    select coalesce(result::json -> 'turnedRequestIds', '[]') as ids from run_files where run_id = ${runId}`);
  return row?.ids ?? [];
}
