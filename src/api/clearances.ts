import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { beginClearance } from '../actions/clearances/begin-clearance.ts';
import { decideClearance } from '../actions/clearances/decide-clearance.ts';
import { submitClearance } from '../actions/clearances/submit-clearance.ts';
import { findClearance, listClearances, type Clearance } from '../db/queries/clearances.ts';
import { authorise, reaches } from '../domain/actor.ts';
import { clearanceInputSchema, clearanceKindSchema, clearanceStates, clearSchema } from '../domain/clearance.ts';
import { reasonSchema } from '../domain/placement.ts';
import { actionContext } from '../http/context.ts';
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
import { Problem, valueOf } from '../http/failure/problem.ts';

const clearanceSchema = z
  .object({
    id: z.uuid(),
    volunteerId: z.uuid(),
    kind: clearanceKindSchema,
    state: z.enum(clearanceStates),
    validThroughDay: z.string().nullable(),
    verifiedBy: z.uuid().nullable(),
    verifiedAt: instantSchema.nullable(),
    decisionReason: z.string().nullable(),
    /** The version agreed to, where agreeing is the check. */
    textVersion: z.number().nullable(),
    createdAt: instantSchema,
  })
  .openapi('Clearance');

function view({ accountId, verifiedAt, createdAt, ...rest }: Clearance): z.infer<typeof clearanceSchema> {
  return { ...rest, volunteerId: accountId, verifiedAt: rfc3339OrNull(verifiedAt), createdAt: rfc3339(createdAt) };
}

const move = { tag: 'clearances', answer: clearanceSchema, method: 'post', status: 200, params: idParam } as const;

export const clearancesApi = router()
  .openapi(
    operation({
      method: 'get',
      path: '/clearances',
      summary: 'Own checks, or all for those who verify',
      tag: 'clearances',
      permission: 'clearance.read',
      status: 200,
      answer: pageSchema(clearanceSchema),
      query: z.strictObject({
        ...pageQuery,
        volunteerId: z.uuid().optional(),
        kind: clearanceKindSchema.optional(),
        state: z.enum(clearanceStates).optional(),
      }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'clearance.read'));
      const { kind, state, volunteerId, ...page } = c.req.valid('query');
      const accountId = reach === 'own' && actor.kind === 'account' ? actor.accountId : volunteerId;
      return c.json(pageAnswer(await listClearances(db, { accountId, kind, state }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      tag: 'clearances',
      answer: clearanceSchema,
      method: 'post',
      path: '/clearances',
      summary: 'Begin a check',
      permission: 'clearance.write',
      status: 201,
      body: clearanceInputSchema,
    }),
    async (c) => {
      const clearance = valueOf(await beginClearance(actionContext(c), c.req.valid('json').kind));
      return c.json(view(clearance), 201, { Location: `/api/v1/clearances/${clearance.id}` });
    },
  )
  .openapi(
    operation({ ...move, method: 'get', path: '/clearances/{id}', summary: 'One check', permission: 'clearance.read' }),
    async (c) => {
      const clearance = await findClearance(c.var.db, c.req.valid('param').id);
      if (clearance === undefined || !reaches(c.var.actor, 'clearance.read', clearance)) throw new Problem(notFound('clearance'));
      return c.json(view(clearance), 200);
    },
  )
  .openapi(operation({ ...move, path: '/clearances/{id}/submit', summary: 'Hand it in', permission: 'clearance.write' }), async (c) =>
    c.json(view(valueOf(await submitClearance(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/clearances/{id}/clear',
      summary: 'Clear it through a day',
      permission: 'clearance.decide',
      body: clearSchema,
    }),
    async (c) =>
      c.json(
        view(valueOf(await decideClearance(actionContext(c), c.req.valid('param').id, { move: 'clear', ...c.req.valid('json') }))),
        200,
      ),
  )
  .openapi(
    operation({ ...move, path: '/clearances/{id}/refuse', summary: 'Refuse it', permission: 'clearance.decide', body: reasonSchema }),
    async (c) =>
      c.json(
        view(valueOf(await decideClearance(actionContext(c), c.req.valid('param').id, { move: 'refuse', ...c.req.valid('json') }))),
        200,
      ),
  )
  .openapi(
    operation({ ...move, path: '/clearances/{id}/revoke', summary: 'Revoke it', permission: 'clearance.decide', body: reasonSchema }),
    async (c) =>
      c.json(
        view(valueOf(await decideClearance(actionContext(c), c.req.valid('param').id, { move: 'revoke', ...c.req.valid('json') }))),
        200,
      ),
  );
