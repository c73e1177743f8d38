import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

import type { Reason } from '../../matching/explain/reason.ts';
import type { RunSummary } from '../../matching/result.ts';
import { runStates, type RunInput, type RunState } from '../../domain/run.ts';
import { accounts } from './accounts.ts';
import { applications } from './applications.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';
import { lines } from './requests.ts';
import { seasons } from './seasons.ts';

/** One computation of a match, and its own job: claimed, kept alive by a heartbeat, taken up again when it goes silent. */
export const runs = pgTable(
  'runs',
  {
    id: id(),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    state: text().$type<RunState>().notNull().default('queued'),
    policy: text().$type<RunInput['policy']>().notNull(),
    locks: jsonb().$type<RunInput['locks']>().notNull(),
    /** Places that were told are in it, and as few as can be are moved. */
    isRepair: boolean().notNull().default(false),
    requestedBy: uuid().references(() => accounts.id),
    progress: doublePrecision().notNull().default(0),
    progressLabel: text().notNull().default(''),
    attempts: integer().notNull().default(0),
    heartbeatAt: instant(),
    stopRequestedAt: instant(),
    snapshotSha256: text(),
    /** What people read: figures by goal, tier and choice. */
    summary: jsonb().$type<RunSummary>(),
    failure: text(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
    publishedAt: instant(),
    /** When everybody in it had their reasons written down. */
    explainedAt: instant(),
    /** When its places were offered together; from then on its reasons are told. */
    releasedAt: instant(),
  },
  (t) => [
    index('runs_season').on(t.seasonId, t.id),
    index('runs_due')
      .on(t.id)
      .where(sql`${t.state} in ('queued', 'running')`),
    index('runs_to_explain')
      .on(t.id)
      .where(sql`${t.state} = 'published' and ${t.explainedAt} is null`),
    oneOf('runs_state', t.state, runStates),
    check('runs_progress', sql`${t.progress} between 0 and 1`),
    check('runs_done', sql`${t.state} not in ('done', 'published') or (${t.snapshotSha256} is not null and ${t.summary} is not null)`),
  ],
);

/** The frozen input and the proof, byte for byte; apart from `runs` because they are large and seldom read. */
export const runFiles = pgTable('run_files', {
  runId: uuid()
    .primaryKey()
    .references(() => runs.id, { onDelete: 'cascade' }),
  snapshot: text().notNull(),
  result: text(),
});

export const runMatches = pgTable(
  'run_matches',
  {
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    lineId: uuid().notNull(),
    /** The rank of the choice that was got; null when it was not ranked. */
    rank: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.applicationId, t.lineId] }),
    foreignKey({ name: 'run_matches_line', columns: [t.lineId], foreignColumns: [lines.id] }),
    index('run_matches_by_line').on(t.runId, t.lineId),
  ],
);

/** Why everybody in a published match got what they got: worked out once, as it takes the whole network of the match. */
export const runReasons = pgTable(
  'run_reasons',
  {
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    reason: jsonb().$type<Reason>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.applicationId] }), index('run_reasons_by_application').on(t.applicationId)],
);
