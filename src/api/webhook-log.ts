import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { replayWebhook } from '../actions/webhooks/replay-webhook.ts';
import { testWebhook } from '../actions/webhooks/test-webhook.ts';
import { listDeliveries, type LoggedDelivery } from '../db/queries/webhook-deliveries.ts';
import { findWebhook } from '../db/queries/webhooks.ts';
import { attemptOutcomes, deliveryStates, replaySchema } from '../domain/webhook.ts';
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

const deliverySchema = z
  .object({
    id: z.uuid(),
    /** The event's place in the chain; null for a test. */
    sequence: z.number().nullable(),
    type: z.string(),
    thing: z.string(),
    thingId: z.string(),
    state: z.enum(deliveryStates),
    /** When it happened. */
    at: instantSchema,
    /** When it is tried next; null once it ended. */
    nextAttemptAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
    /** Every try, in order, with the first 1,024 bytes of what was answered. */
    attempts: z.array(
      z.object({
        at: instantSchema,
        outcome: z.enum(attemptOutcomes),
        status: z.number().nullable(),
        durationMilliseconds: z.number(),
        answer: z.string().nullable(),
      }),
    ),
  })
  .openapi('WebhookDelivery');

function view({ event: type, ...delivery }: LoggedDelivery): z.infer<typeof deliverySchema> {
  const { id, sequence, thing, thingId, state, attempts } = delivery;
  const nextAttemptAt = state === 'waiting' ? rfc3339(delivery.nextAttemptAt) : null;
  const instants = { at: rfc3339(delivery.at), nextAttemptAt, endedAt: rfc3339OrNull(delivery.endedAt) };
  return { id, sequence, type, thing, thingId, state, ...instants, attempts: attempts.map((one) => ({ ...one, at: rfc3339(one.at) })) };
}

const move = { tag: 'webhooks', permission: 'webhook.change', method: 'post', status: 202, params: idParam } as const;

/** What was sent to a webhook and what became of it; sent again where its receiver asks. */
export const webhookLogApi = router()
  .openapi(
    operation({
      tag: 'webhooks',
      permission: 'webhook.read',
      method: 'get',
      path: '/webhooks/{id}/deliveries',
      summary: 'What was sent and what became of it, the newest first; kept for 30 days after it ended',
      status: 200,
      params: idParam,
      query: z.strictObject({
        limit: pageQuery.limit,
        cursor: pageQuery.cursor,
        lang: pageQuery.lang,
        state: z.enum(deliveryStates).optional(),
      }),
      answer: pageSchema(deliverySchema),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { state, ...page } = c.req.valid('query');
      if ((await findWebhook(c.var.db, id)) === undefined) throw new Problem(notFound('webhook'));
      return c.json(pageAnswer(await listDeliveries(c.var.db, { webhookId: id, state }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...move,
      path: '/webhooks/{id}/test',
      summary: 'Send a ping, once, whatever the webhook’s state; the log says how it went',
      answer: deliverySchema,
    }),
    async (c) => c.json(view({ ...valueOf(await testWebhook(actionContext(c), c.req.valid('param').id)), attempts: [] }), 202),
  )
  .openapi(
    operation({
      ...move,
      path: '/webhooks/{id}/replay',
      summary: 'Send again one delivery, all that failed since an instant, or every event from a place in the chain on; with the same ids',
      body: replaySchema,
      /** How many wait again; null where it is counted as they are laid out. */
      answer: z.object({ deliveries: z.number().nullable() }),
    }),
    async (c) => c.json(valueOf(await replayWebhook(actionContext(c), c.req.valid('param').id, c.req.valid('json'))), 202),
  );
