import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { answerDispute } from '../actions/disputes/answer-dispute.ts';
import { dropDispute } from '../actions/disputes/drop-dispute.ts';
import { openDispute } from '../actions/disputes/open-dispute.ts';
import { settleDispute } from '../actions/disputes/settle-dispute.ts';
import { findDispute, listDisputes, type DisputeSheet } from '../db/queries/disputes.ts';
import { authorise, reaches } from '../domain/actor.ts';
import { answerDisputeSchema, disputeAnswers, disputeStates, openDisputeSchema, settleDisputeSchema } from '../domain/dispute.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, pageAnswer, pageQuery, pageSchema, pageWanted, router } from './operation.ts';

const disputeSchema = z
  .object({
    id: z.uuid(),
    placementId: z.uuid(),
    volunteerId: z.uuid(),
    volunteerName: z.string(),
    countyCode: z.string(),
    place: z.string(),
    /** null where the days of the whole service are in dispute, and where the lesson was taken out of the record. */
    lessonId: z.uuid().nullable(),
    lessonStartsAt: instantSchema.nullable(),
    state: z.enum(disputeStates),
    /** Minutes of the lesson, or days of the service: as recorded, as the county saw them, as corrected, as decided. */
    recorded: z.number().nullable(),
    claimed: z.number(),
    reason: z.string(),
    openedAt: instantSchema,
    /** From then on it may be settled without the volunteer's word. */
    answerByAt: instantSchema,
    answer: z.enum(disputeAnswers).nullable(),
    corrected: z.number().nullable(),
    note: z.string(),
    answeredAt: instantSchema.nullable(),
    decided: z.number().nullable(),
    closingReason: z.string(),
    closedAt: instantSchema.nullable(),
  })
  .openapi('Dispute');

function view(dispute: DisputeSheet): z.infer<typeof disputeSchema> {
  const { accountId, placementState, county, subject, timeZone, startDay, endDay, ...told } = dispute;
  return { ...told, volunteerId: accountId };
}

const about = { tag: 'disputes', answer: disputeSchema, params: idParam } as const;

export const disputesApi = router()
  .openapi(
    operation({
      method: 'get',
      path: '/disputes',
      summary: 'Disputes over recorded hours and days: one’s own, one’s counties’, or all for coordinators',
      tag: 'disputes',
      permission: 'dispute.read',
      status: 200,
      answer: pageSchema(disputeSchema),
      query: z.strictObject({ ...pageQuery, placementId: z.uuid().optional(), state: z.enum(disputeStates).optional() }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'dispute.read'));
      const { placementId, state, ...page } = c.req.valid('query');
      const own = reach === 'own' && actor.kind === 'account' ? { accountId: actor.accountId, countyCodes: actor.countyCodes } : {};
      return c.json(pageAnswer(await listDisputes(db, { ...own, placementId, state }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/placements/{id}/disputes',
      summary: 'Dispute a lesson’s length, or the days of the whole service, instead of countersigning',
      permission: 'dispute.open',
      status: 201,
      body: openDisputeSchema,
    }),
    async (c) => c.json(view(valueOf(await openDispute(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 201),
  )
  .openapi(
    operation({ ...about, method: 'get', path: '/disputes/{id}', summary: 'One dispute', permission: 'dispute.read', status: 200 }),
    async (c) => {
      const found = await findDispute(c.var.db, c.req.valid('param').id);
      if (found === undefined || !reaches(c.var.actor, 'dispute.read', found)) throw new Problem(notFound('dispute'));
      return c.json(view(found), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/disputes/{id}/answer',
      summary: 'Put the record right, or stand by it and say why',
      permission: 'dispute.answer',
      status: 200,
      body: answerDisputeSchema,
    }),
    async (c) => c.json(view(valueOf(await answerDispute(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/disputes/{id}/drop',
      summary: 'Let the dispute drop',
      permission: 'dispute.open',
      status: 200,
    }),
    async (c) => c.json(view(valueOf(await dropDispute(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/disputes/{id}/settle',
      summary: 'Decide what counts',
      permission: 'dispute.settle',
      status: 200,
      body: settleDisputeSchema,
    }),
    async (c) => c.json(view(valueOf(await settleDispute(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  );
