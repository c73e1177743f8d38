import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { notFound } from '../actions/context.ts';
import { publishRun } from '../actions/runs/publish-run.ts';
import { startRun } from '../actions/runs/start-run.ts';
import { stopRun } from '../actions/runs/stop-run.ts';
import { findRun, findRunFiles, findRunSeed, listMatches, listRuns, type Run } from '../db/queries/runs.ts';
import { findSeason } from '../db/queries/seasons.ts';
import { runInputSchema, runStates } from '../domain/run.ts';
import { actionContext, type AppEnv } from '../http/context.ts';
import { resultSchema, runSummarySchema, type MatchResult } from '../matching/result.ts';
import { shortagesOf, unplacedIn } from '../matching/shortages.ts';
import { snapshotSchema, type Snapshot } from '../matching/snapshot.ts';
import { door } from './door.ts';
import {
  idParam,
  instantSchema,
  operation,
  pageAnswer,
  pageByKey,
  pageQuery,
  pageSchema,
  pageWanted,
  rfc3339,
  rfc3339OrNull,
  router,
} from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const runSchema = z
  .object({
    id: z.uuid(),
    seasonId: z.uuid(),
    state: z.enum(runStates),
    policy: z.string(),
    isRepair: z.boolean(),
    progress: z.number(),
    progressLabel: z.string(),
    /** Once it is done: what people read of the match. */
    summary: runSummarySchema.nullable(),
    failure: z.string().nullable(),
    snapshotSha256: z.string().nullable(),
    /** The lottery's seed, public with the result. */
    lotterySeed: z.string().nullable(),
    createdAt: instantSchema,
    startedAt: instantSchema.nullable(),
    /** Somebody asked it to stop; it does so as soon as its job looks up. */
    stopRequestedAt: instantSchema.nullable(),
    finishedAt: instantSchema.nullable(),
    publishedAt: instantSchema.nullable(),
    /** From when on applicants may read why they got what they got. */
    releasedAt: instantSchema.nullable(),
  })
  .openapi('Run');

function view(run: Run, lotterySeed: string | null = null): z.infer<typeof runSchema> {
  const { locks, requestedBy, attempts, heartbeatAt, explainedAt, ...rest } = run;
  return {
    ...rest,
    lotterySeed,
    createdAt: rfc3339(run.createdAt),
    startedAt: rfc3339OrNull(run.startedAt),
    stopRequestedAt: rfc3339OrNull(run.stopRequestedAt),
    finishedAt: rfc3339OrNull(run.finishedAt),
    publishedAt: rfc3339OrNull(run.publishedAt),
    releasedAt: rfc3339OrNull(run.releasedAt),
  };
}

/** The seed is told once the run is published, not before. */
async function seedOf(c: Context<AppEnv>, run: Run): Promise<string | null> {
  return run.state === 'published' ? findRunSeed(c.var.db, run.id) : null;
}

async function readRun(c: Context<AppEnv>, id: string): Promise<Run> {
  const run = await findRun(c.var.db, id);
  if (run === undefined) throw new Problem(notFound('run'));
  return run;
}

/** The stored text, byte for byte: its SHA-256 must stay true. */
async function storedText(c: Context<AppEnv>, id: string, which: 'snapshot' | 'result'): Promise<string> {
  await readRun(c, id);
  const text = (await findRunFiles(c.var.db, id))?.[which];
  if (text === undefined || text === null) throw new Problem(notFound(which));
  return text;
}

async function storedMatch(c: Context<AppEnv>, id: string): Promise<{ snapshot: Snapshot; matches: MatchResult['matches'] }> {
  const { matches } = resultSchema.parse(JSON.parse(await storedText(c, id, 'result')));
  return { snapshot: snapshotSchema.parse(JSON.parse(await storedText(c, id, 'snapshot'))), matches };
}

const about = { tag: 'runs', permission: 'run.read', method: 'get', status: 200, params: idParam } as const;
const keyQuery = z.strictObject({ limit: pageQuery.limit, cursor: pageQuery.cursor });

const matchSchema = z.object({
  applicationId: z.uuid(),
  lineId: z.uuid(),
  requestId: z.uuid(),
  countyCode: z.string(),
  rank: z.number().nullable(),
});
const shortageSchema = z.object({
  lineId: z.uuid(),
  requestId: z.uuid(),
  countyCode: z.string(),
  tier: z.number(),
  minimum: z.number(),
  ideal: z.number(),
  placed: z.number(),
});

const snapshotOperation = operation({
  ...about,
  path: '/runs/{id}/snapshot',
  summary: 'The frozen input, byte for byte',
  answer: snapshotSchema,
});
/** The document's own notation knows no tree: a branch is either `prices` or a `split` with its `branches`. */
const branch = z
  .record(z.string(), z.unknown())
  .openapi({ description: 'Either prices, or a split with its branches, each again a branch' });
const proofSchema = resultSchema.extend({ branching: z.strictObject({ bound: z.array(z.int()), tree: branch }).nullable() });

const proofOperation = operation({
  ...about,
  path: '/runs/{id}/proof',
  summary: 'The match with the prices that prove it',
  answer: proofSchema,
});

export const runsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/seasons/{id}/runs',
      summary: 'Ask for a match',
      permission: 'run.change',
      status: 202,
      answer: runSchema,
      body: runInputSchema,
    }),
    async (c) => {
      const run = valueOf(await startRun(actionContext(c), c.req.valid('param').id, c.req.valid('json')));
      return c.json(view(run), 202, { Location: `/api/v1/runs/${run.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/seasons/{id}/repair',
      summary: 'Ask for a match that moves as few of those who were told as can be',
      permission: 'run.change',
      status: 202,
      answer: runSchema,
      body: runInputSchema,
    }),
    async (c) => {
      const run = valueOf(await startRun(actionContext(c), c.req.valid('param').id, c.req.valid('json'), true));
      return c.json(view(run), 202, { Location: `/api/v1/runs/${run.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      path: '/seasons/{id}/runs',
      summary: 'Runs of a season',
      answer: pageSchema(runSchema),
      query: z.strictObject(pageQuery),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      if ((await findSeason(c.var.db, id)) === undefined) throw new Problem(notFound('season'));
      const page = await listRuns(c.var.db, id, pageWanted(c.req.valid('query')));
      return c.json(
        pageAnswer(page, (run) => view(run)),
        200,
      );
    },
  )
  .openapi(operation({ ...about, path: '/runs/{id}', summary: 'State, progress and summary', answer: runSchema }), async (c) => {
    const run = await readRun(c, c.req.valid('param').id);
    return c.json(view(run, await seedOf(c, run)), 200);
  })
  .openapi(
    operation({ ...about, path: '/runs/{id}/placements', summary: 'Who goes where', answer: pageSchema(matchSchema), query: keyQuery }),
    async (c) => {
      const run = await readRun(c, c.req.valid('param').id);
      return c.json(
        pageAnswer(await listMatches(c.var.db, run.id, pageWanted(c.req.valid('query'))), (row) => row),
        200,
      );
    },
  )
  .openapi(
    operation({
      ...about,
      path: '/runs/{id}/shortages',
      summary: 'Lines below their ideal',
      answer: pageSchema(shortageSchema),
      query: keyQuery,
    }),
    async (c) => {
      const { snapshot, matches } = await storedMatch(c, c.req.valid('param').id);
      const page = pageByKey(shortagesOf(snapshot, matches), ({ lineId }) => lineId, c.req.valid('query'));
      return c.json(
        pageAnswer(page, (row) => row),
        200,
      );
    },
  )
  .openapi(
    operation({
      ...about,
      path: '/runs/{id}/unplaced',
      summary: 'Applications without a placement',
      answer: pageSchema(z.object({ applicationId: z.uuid() })),
      query: keyQuery,
    }),
    async (c) => {
      const { snapshot, matches } = await storedMatch(c, c.req.valid('param').id);
      const page = pageByKey(unplacedIn(snapshot, matches), (id) => id, c.req.valid('query'));
      return c.json(
        pageAnswer(page, (applicationId) => ({ applicationId })),
        200,
      );
    },
  )
  .openapi(
    operation({ ...about, method: 'post', path: '/runs/{id}/stop', summary: 'Stop it', permission: 'run.change', answer: runSchema }),
    async (c) => c.json(view(valueOf(await stopRun(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/runs/{id}/publish',
      summary: 'Make its match the proposed placements',
      permission: 'run.change',
      answer: runSchema,
    }),
    async (c) => {
      const run = valueOf(await publishRun(actionContext(c), c.req.valid('param').id));
      return c.json(view(run, await seedOf(c, run)), 200);
    },
  );

const json = { 'Content-Type': 'application/json' };
runsApi.openAPIRegistry.registerPath(snapshotOperation);
runsApi.openAPIRegistry.registerPath(proofOperation);
runsApi.get('/runs/:id/snapshot', door('run.read'), async (c) => c.body(await storedText(c, runId(c), 'snapshot'), 200, json));
runsApi.get('/runs/:id/proof', door('run.read'), async (c) => c.body(await storedText(c, runId(c), 'result'), 200, json));

function runId(c: Context<AppEnv>): string {
  const parsed = idParam.safeParse({ id: c.req.param('id') });
  if (!parsed.success) throw new Problem(notFound('run'));
  return parsed.data.id;
}
