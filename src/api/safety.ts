import { z } from '@hono/zod-openapi';

import { answerOwn } from '../actions/safety/answer-safe.ts';
import { askSafe, closeSafetyCallBy } from '../actions/safety/ask-safe.ts';
import { markHelped, openReply, type OpenedReply } from '../actions/safety/mark-helped.ts';
import { notFound } from '../actions/context.ts';
import { findSafetyCall, listRepliesTo, listSafetyCalls, listUnhelped, type SafetyCall } from '../db/queries/safety.ts';
import { helpedSchema, safetyAnswers, safetyAnswerSchema, safetyCallSchema } from '../domain/safety.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, rfc3339, rfc3339OrNull, router } from './operation.ts';

const callSchema = z
  .object({
    id: z.uuid(),
    /** Whom it asks: a squad by its request, a county, or a season; the other two are null. */
    requestId: z.uuid().nullable(),
    countyCode: z.string().nullable(),
    seasonId: z.uuid().nullable(),
    text: z.string(),
    askedAt: instantSchema,
    closedAt: instantSchema.nullable(),
    asked: z.number(),
    well: z.number(),
    needsHelp: z.number(),
    /** Of those who need help, whom nobody has helped yet. */
    unhelped: z.number(),
  })
  .openapi('SafetyCall');
const replySchema = z
  .object({
    id: z.uuid(),
    placementId: z.uuid(),
    name: z.string(),
    place: z.string(),
    answer: z.enum(safetyAnswers).nullable(),
    note: z.string().nullable(),
    answeredAt: instantSchema.nullable(),
    helpedAt: instantSchema.nullable(),
    action: z.string().nullable(),
  })
  .openapi('SafetyReply');
const answeredSchema = z.object({ answer: z.enum(safetyAnswers), answeredAt: instantSchema });

function callView({ id, requestId, countyCode, seasonId, text, askedAt, closedAt, ...counts }: SafetyCall): z.infer<typeof callSchema> {
  const { asked, well, needsHelp, unhelped } = counts;
  const about = { id, requestId, countyCode, seasonId, text };
  return { ...about, askedAt: rfc3339(askedAt), closedAt: rfc3339OrNull(closedAt), asked, well, needsHelp, unhelped };
}

function replyView({ id, placementId, name, place, answer, note, answeredAt, helpedAt, action }: OpenedReply): z.infer<typeof replySchema> {
  return { id, placementId, name, place, answer, note, answeredAt: rfc3339OrNull(answeredAt), helpedAt: rfc3339OrNull(helpedAt), action };
}

const asking = { tag: 'safety', permission: 'safety.ask' } as const;

/** "Are you safe and well?": asked of many at once, answered in one tap, and said by oneself at any time. */
export const safetyApi = router()
  .openapi(
    operation({
      ...asking,
      method: 'post',
      path: '/safety-calls',
      summary: 'Ask everybody under way of a squad, county or season whether they are safe and well: a letter each',
      status: 201,
      answer: callSchema,
      body: safetyCallSchema,
    }),
    async (c) => c.json(callView(valueOf(await askSafe(actionContext(c), c.req.valid('json')))), 201),
  )
  .openapi(
    operation({
      ...asking,
      method: 'get',
      path: '/safety-calls',
      summary: 'The last hundred calls, newest first',
      status: 200,
      answer: z.object({ items: z.array(callSchema) }),
    }),
    async (c) => c.json({ items: (await listSafetyCalls(c.var.db)).map(callView) }, 200),
  )
  .openapi(
    operation({
      ...asking,
      method: 'get',
      path: '/safety-calls/{id}',
      summary: 'Who answered a call, who needs help first, then who has not answered',
      status: 200,
      params: idParam,
      answer: callSchema.extend({ replies: z.array(replySchema) }),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const call = await findSafetyCall(c.var.db, id);
      if (call === undefined) throw new Problem(notFound('safety-call'));
      const replies = await listRepliesTo(c.var.db, id);
      const opened = await Promise.all(replies.map(async (reply) => openReply(actionContext(c), reply)));
      return c.json({ ...callView(call), replies: opened.map(replyView) }, 200);
    },
  )
  .openapi(
    operation({
      ...asking,
      method: 'post',
      path: '/safety-calls/{id}/close',
      summary: 'End a call',
      status: 200,
      params: idParam,
      answer: callSchema,
    }),
    async (c) => c.json(callView(valueOf(await closeSafetyCallBy(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...asking,
      method: 'get',
      path: '/safety-replies',
      summary: 'Who needs help and got none yet, who waits longest first',
      status: 200,
      answer: z.object({ items: z.array(replySchema) }),
    }),
    async (c) => {
      const opened = await Promise.all((await listUnhelped(c.var.db)).map(async (reply) => openReply(actionContext(c), reply)));
      return c.json({ items: opened.map(replyView) }, 200);
    },
  )
  .openapi(
    operation({
      ...asking,
      method: 'post',
      path: '/safety-replies/{id}/helped',
      summary: 'Write down what was done for somebody who needs help',
      status: 200,
      params: idParam,
      answer: replySchema,
      body: helpedSchema,
    }),
    async (c) => c.json(replyView(valueOf(await markHelped(actionContext(c), c.req.valid('param').id, c.req.valid('json').action))), 200),
  )
  .openapi(
    operation({
      tag: 'safety',
      permission: 'safety.answer',
      method: 'post',
      path: '/placements/{id}/safety',
      summary: 'Say that I am safe and well, or need help; it answers what was asked of me as well',
      status: 201,
      params: idParam,
      answer: answeredSchema,
      body: safetyAnswerSchema,
    }),
    async (c) => {
      const { answer, answeredAt } = valueOf(await answerOwn(actionContext(c), c.req.valid('param').id, c.req.valid('json')));
      return c.json({ answer, answeredAt: rfc3339(answeredAt) }, 201);
    },
  );
