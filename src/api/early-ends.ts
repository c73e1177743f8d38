import { z } from '@hono/zod-openapi';

import { decideReturn } from '../actions/placements/decide-return.ts';
import type { EarlyEnd } from '../db/queries/early-ends.ts';
import { decideReturnSchema, returnAnswers } from '../domain/early-end.ts';
import { actionContext } from '../http/context.ts';
import { valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, rfc3339, rfc3339OrNull, router } from './operation.ts';

/** How a placement ended before its time. */
export const earlyEndSchema = z
  .object({
    endedAt: instantSchema,
    /** What was taught until then. */
    minutesTaught: z.number(),
    /** Whether the person may come again; `no` keeps them from every later season. */
    mayReturn: z.enum(returnAnswers),
    returnReason: z.string(),
    decidedAt: instantSchema.nullable(),
  })
  .openapi('EarlyEnd');

export const earlyEndView = ({ endedAt, minutesTaught, mayReturn, returnReason, decidedAt }: EarlyEnd): z.infer<typeof earlyEndSchema> => ({
  endedAt: rfc3339(endedAt),
  minutesTaught,
  mayReturn,
  returnReason,
  decidedAt: rfc3339OrNull(decidedAt),
});

export const earlyEndsApi = router().openapi(
  operation({
    method: 'put',
    path: '/placements/{id}/may-return',
    summary: 'Decide whether somebody whose placement ended early may come again, or decide it anew',
    tag: 'placements',
    permission: 'placement.decide',
    status: 200,
    answer: earlyEndSchema,
    params: idParam,
    body: decideReturnSchema,
  }),
  async (c) => c.json(earlyEndView(valueOf(await decideReturn(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
);
