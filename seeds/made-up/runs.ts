import type postgres from 'postgres';

import { solvedOf } from '../../src/actions/runs/solved-run.ts';
import type { Connection } from '../../src/db/client.ts';
import { loadSnapshot } from '../../src/db/queries/snapshot.ts';
import type { RunInput } from '../../src/domain/run.ts';
import { runSummaryOf } from '../../src/jobs/run-matching.ts';
import { canonicalText } from '../../src/matching/canonical.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { ReasonSearch } from '../../src/matching/explain/reason.ts';
import { match } from '../../src/matching/match.ts';
import { resultSchema } from '../../src/matching/result.ts';
import { snapshotSchema } from '../../src/matching/snapshot.ts';
import { copyRows } from './copy.ts';
import { loader, moveThrough, recordBegun, type Mover } from './moves.ts';
import type { SeededRandom } from './random.ts';

type Sql = postgres.Sql;
export type Matching = { readonly sql: Sql; readonly db: Connection; readonly random: SeededRandom };
export type RunWanted = Partial<RunInput> & {
  readonly seasonId: string;
  /** The instant that its id is made of, and the one at which it was asked for. */
  readonly idAt: string;
  readonly at: string;
  readonly by?: Mover;
  /** When its places were offered together, where they were. */
  readonly releasedAt?: string;
};

/** A run that was asked for and waits. */
export async function queueRun({ sql, random }: Pick<Matching, 'sql' | 'random'>, wanted: RunWanted): Promise<string> {
  const { seasonId, idAt, at, by = loader, policy = 'need-first', locks = { keep: [], exclude: [] } } = wanted;
  const id = random.id(idAt);
  await copyRows(sql, 'runs', [{ id, season_id: seasonId, policy, locks, requested_by: by.id, created_at: at }]);
  await recordBegun(sql, { thing: 'run', ids: [id], at, by, details: { policy, isRepair: false } }, 'queued');
  return id;
}

/** A run as its job computes it: over the season as it stands now, with its proof checked. */
export async function makeRun(matching: Matching, wanted: RunWanted): Promise<string> {
  const { sql, db } = matching;
  const { seasonId, at, policy = 'need-first', locks = { keep: [], exclude: [] } } = wanted;
  const id = await queueRun(matching, wanted);
  const snapshot = await loadSnapshot(db, seasonId, { policy, locks });
  const result = match(snapshot);
  const verdict = checkMatch(snapshot, result);
  if ('wrong' in verdict) throw new Error(`the checker refuses a made-up match: ${verdict.wrong}`);
  await copyRows(sql, 'run_files', [{ run_id: id, snapshot: canonicalText(snapshot), result: JSON.stringify(result) }]);
  await copyRows(
    sql,
    'run_matches',
    result.matches.map(({ applicationId, lineId, rank }) => ({ run_id: id, application_id: applicationId, line_id: lineId, rank })),
  );
  await sql`update runs set summary = ${JSON.stringify(runSummaryOf(result))}::text::jsonb where id = ${id}`;
  const done = { progress: 1, attempts: 1, snapshot_sha256: result.snapshotSha256, started_at: at, heartbeat_at: at, finished_at: at };
  await moveThrough(sql, { thing: 'run', ids: [id], at }, ['queued', 'running', 'done'], done);
  return id;
}

/** A placement with where it is and whose. */
export type Placed = {
  readonly id: string;
  readonly applicationId: string;
  readonly accountId: string;
  readonly lineId: string;
  readonly requestId: string;
  readonly countyCode: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly rank: number | null;
  readonly subject: string;
};

/** Publishes a run: its matches become the season's proposals, by application. */
export async function publishRun({ sql, random }: Matching, runId: string, wanted: RunWanted): Promise<Placed[]> {
  const { seasonId, idAt, at, by = loader, releasedAt = null } = wanted;
  const rows = await sql<Omit<Placed, 'id'>[]>`
    select m.application_id as "applicationId", a.account_id as "accountId", m.line_id as "lineId", r.id as "requestId", m.rank,
      r.county_code as "countyCode", r.start_day::text as "startDay", r.end_day::text as "endDay", l.subject_code as subject
    from run_matches m join applications a on a.id = m.application_id join lines l on l.id = m.line_id join requests r on r.id = l.request_id
    where m.run_id = ${runId} order by m.application_id, m.line_id`;
  const placed = rows.map((row) => ({ ...row, id: random.id(idAt) }));
  await copyRows(
    sql,
    'placements',
    placed.map((one) => ({
      id: one.id,
      application_id: one.applicationId,
      account_id: one.accountId,
      season_id: seasonId,
      line_id: one.lineId,
      request_id: one.requestId,
      county_code: one.countyCode,
      start_day: one.startDay,
      end_day: one.endDay,
      run_id: runId,
      rank: one.rank,
      created_at: at,
    })),
  );
  await recordBegun(sql, { thing: 'placement', ids: placed.map(({ id }) => id), at, by, details: { runId } }, 'proposed');
  const published = { thing: 'run', ids: [runId], at, by, details: { placements: placed.length } } as const;
  await moveThrough(sql, published, ['done', 'published'], { published_at: at, released_at: releasedAt, explained_at: at });
  await writeReasons(sql, runId);
  return placed;
}

/** What its job writes down of a published run. */
async function writeReasons(sql: Sql, runId: string): Promise<void> {
  const [files] = await sql<{ snapshot: string; result: string }[]>`select snapshot, result from run_files where run_id = ${runId}`;
  if (files === undefined) throw new Error('a made-up run has no files');
  const snapshot = snapshotSchema.parse(JSON.parse(files.snapshot));
  const result = resultSchema.parse(JSON.parse(files.result));
  const reasons = new ReasonSearch(snapshot, result, solvedOf(runId, { snapshot, result })?.search);
  const rows = snapshot.applications.map(({ id }) => ({ run_id: runId, application_id: id, reason: reasons.reasonFor(id) ?? null }));
  await copyRows(sql, 'run_reasons', rows);
}
