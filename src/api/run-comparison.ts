import { z } from '@hono/zod-openapi';

import { notFound, unknownAt } from '../actions/context.ts';
import type { Connection } from '../db/client.ts';
import { countDifferences, findRun, haveSameSnapshot, listDifferences, type Run } from '../db/queries/runs.ts';
import { movesFrom } from '../domain/lifecycle.ts';
import { policies, runLifecycle, runStates } from '../domain/run.ts';
import { runSummarySchema, type RunSummary } from '../matching/result.ts';
import { operation, pageAnswer, pageQuery, pageSchema, pageWanted, router } from './operation.ts';
import { Problem } from '../http/failure/problem.ts';

const sideSchema = z.object({
  id: z.uuid(),
  state: z.enum(runStates),
  policy: z.enum(policies),
  /** Coverage by tier, seats short, how many got each choice, blocking pairs, how many are unplaced. */
  summary: runSummarySchema,
});

/** An application that the two runs place differently; null where a run leaves it unplaced. */
const differenceSchema = z.object({
  applicationId: z.uuid(),
  lineIdInA: z.uuid().nullable(),
  rankInA: z.number().nullable(),
  lineIdInB: z.uuid().nullable(),
  rankInB: z.number().nullable(),
});

const comparisonSchema = pageSchema(differenceSchema)
  .extend({
    a: sideSchema,
    b: sideSchema,
    /** Both were computed on the same applications, requests, locks and lottery; their policies may differ. */
    isSameSnapshot: z.boolean(),
    counts: z.object({ same: z.number(), moved: z.number(), onlyInA: z.number(), onlyInB: z.number() }),
  })
  .openapi('RunComparison');

type Done = Run & { readonly summary: RunSummary };

async function readDone(db: Connection, id: string): Promise<Done> {
  const run = await findRun(db, id);
  if (run === undefined) throw new Problem(notFound('run'));
  const { state, summary } = run;
  if (summary === null) throw new Problem({ kind: 'run-not-done', runId: id, state, allowed: movesFrom(runLifecycle, state) });
  return { ...run, summary };
}

const side = ({ id, state, policy, summary }: Done) => ({ id, state, policy, summary });

export const runComparisonApi = router().openapi(
  operation({
    method: 'get',
    path: '/runs/compare',
    summary: 'Two runs of a season side by side, and whom they place differently',
    tag: 'runs',
    permission: 'run.read',
    status: 200,
    answer: comparisonSchema,
    query: z.strictObject({ a: z.uuid(), b: z.uuid(), limit: pageQuery.limit, cursor: pageQuery.cursor }),
  }),
  async (c) => {
    const { a, b, ...page } = c.req.valid('query');
    const [first, second] = [await readDone(c.var.db, a), await readDone(c.var.db, b)];
    if (first.seasonId !== second.seasonId) throw new Problem({ kind: 'invalid', faults: [unknownAt('/b')] });
    const differences = pageAnswer(await listDifferences(c.var.db, a, b, pageWanted(page)), (difference) => difference);
    const isSameSnapshot = await haveSameSnapshot(c.var.db, a, b);
    const counts = await countDifferences(c.var.db, a, b);
    return c.json({ a: side(first), b: side(second), isSameSnapshot, counts, ...differences }, 200);
  },
);
