import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { mergeAccounts } from '../actions/merges/merge-accounts.ts';
import { planMerge, type MergePlan } from '../actions/merges/plan-merge.ts';
import { undoMerge } from '../actions/merges/undo-merge.ts';
import { suggestTwins } from '../actions/merges/suggest-twins.ts';
import { findMerge, listMergeChanges, listMerges, listMovedRows, type Merge } from '../db/queries/merges.ts';
import { mergeInputSchema, mergeObstacles, rowFates, undoInputSchema, undoUntil } from '../domain/merge.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import {
  idParam,
  instantSchema,
  operation,
  pageAnswer,
  pageQuery,
  pageSchema,
  pageWanted,
  rfc3339,
  rfc3339OrNull,
  router,
} from './operation.ts';

const personSchema = z.object({ id: z.uuid(), name: z.string(), email: z.string() });
const mergeSchema = z
  .object({
    id: z.uuid(),
    merged: personSchema,
    kept: personSchema,
    mergedAt: instantSchema,
    undoneAt: instantSchema.nullable(),
    /** Until when it can be undone. */
    undoUntil: instantSchema,
    moved: z.number(),
  })
  .openapi('Merge');

const planSchema = z
  .object({
    merged: personSchema,
    kept: personSchema,
    obstacles: z.array(z.enum(mergeObstacles)),
    /** Of rows that are not an admin's to see, only that one stands in the way. */
    rows: z.array(
      z.object({
        table: z.string().nullable(),
        key: z.string().nullable(),
        facts: z.record(z.string(), z.unknown()),
        fate: z.enum(rowFates),
        because: z.enum(mergeObstacles).nullable(),
      }),
    ),
  })
  .openapi('MergePlan');

const recordedSchema = mergeSchema
  .extend({
    rows: z.array(z.object({ table: z.string(), key: z.string(), column: z.string(), from: z.string().nullable(), to: z.string() })),
    /** What has changed since, and keeps it from being undone. */
    changes: z.array(z.object({ table: z.string().nullable(), key: z.string().nullable(), because: z.enum(['changed', 'added']) })),
  })
  .openapi('RecordedMerge');

const twinSchema = personSchema.extend({ since: instantSchema });
const twinsSchema = z
  .object({
    items: z.array(
      z.object({ first: twinSchema, second: twinSchema, sameNumber: z.boolean(), sameBirthday: z.boolean(), likeness: z.number() }),
    ),
  })
  .openapi('LikelyTwins');

function view(merge: Merge): z.infer<typeof mergeSchema> {
  const { mergedAt, undoneAt, ...rest } = merge;
  return {
    ...rest,
    mergedAt: rfc3339(mergedAt),
    undoneAt: rfc3339OrNull(undoneAt),
    undoUntil: undoUntil(mergedAt).toJSDate().toISOString(),
  };
}

const personView = ({ id, name, email }: z.infer<typeof personSchema>) => ({ id, name, email });
function planView({ merged, kept, obstacles, rows }: MergePlan): z.infer<typeof planSchema> {
  return { merged: personView(merged), kept: personView(kept), obstacles: [...obstacles], rows: rows.map((row) => ({ ...row })) };
}

const about = { tag: 'merges', permission: 'account.merge' } as const;

/** Two accounts of one person become one, and two again. */
export const mergesApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/likely-twins',
      summary: "Accounts that are likely one person's",
      status: 200,
      answer: twinsSchema,
    }),
    async (c) => {
      const twins = valueOf(await suggestTwins(actionContext(c)));
      const seen = twins.map(({ first, second, ...rest }) => ({
        ...rest,
        first: { ...first, since: rfc3339(first.since) },
        second: { ...second, since: rfc3339(second.since) },
      }));
      return c.json({ items: seen }, 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/accounts/{id}/merge',
      summary: 'What would move if this account became part of another, and what stands in the way',
      status: 200,
      params: idParam,
      query: z.strictObject({ into: z.uuid() }),
      answer: planSchema,
    }),
    async (c) => {
      const pair = { mergedId: c.req.valid('param').id, keptId: c.req.valid('query').into };
      return c.json(planView(valueOf(await planMerge(actionContext(c), pair))), 200, { 'Cache-Control': 'no-store' });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/accounts/{id}/merge',
      summary: 'Make it part of another account of the same person',
      status: 201,
      params: idParam,
      body: mergeInputSchema,
      answer: mergeSchema,
    }),
    async (c) => {
      const { into, reason } = c.req.valid('json');
      const pair = { mergedId: c.req.valid('param').id, keptId: into };
      return c.json(view(valueOf(await mergeAccounts(actionContext(c), pair, reason))), 201);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/merges',
      summary: 'Merges that are recorded, the newest first',
      status: 200,
      query: z.strictObject({ limit: pageQuery.limit, cursor: pageQuery.cursor, lang: pageQuery.lang }),
      answer: pageSchema(mergeSchema),
    }),
    async (c) => c.json(pageAnswer(await listMerges(c.var.db, pageWanted(c.req.valid('query'))), view), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/merges/{id}',
      summary: 'One merge, with every value that it changed and what changed since',
      status: 200,
      params: idParam,
      answer: recordedSchema,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const merge = await findMerge(c.var.db, id);
      if (merge === undefined) throw new Problem(notFound('merge'));
      const [rows, changes] = [await listMovedRows(c.var.db, id), await listMergeChanges(c.var.db, id)];
      return c.json({ ...view(merge), rows: [...rows], changes: [...changes] }, 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/merges/{id}/undo',
      summary: 'Undo it: every row goes back as it was, or none',
      status: 200,
      params: idParam,
      body: undoInputSchema,
      answer: mergeSchema,
    }),
    async (c) => c.json(view(valueOf(await undoMerge(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason))), 200),
  );
