import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { changeWebhook } from '../actions/webhooks/change-webhook.ts';
import { createWebhook } from '../actions/webhooks/create-webhook.ts';
import { moveWebhook } from '../actions/webhooks/move-webhook.ts';
import { removeWebhook } from '../actions/webhooks/remove-webhook.ts';
import { rotateSecret } from '../actions/webhooks/rotate-secret.ts';
import { findWebhook, listWebhooks, type Webhook } from '../db/queries/webhooks.ts';
import { publicEventNames, publicEvents } from '../domain/public-event.ts';
import { webhookInputSchema, webhookPatchSchema, webhookStates } from '../domain/webhook.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import {
  etagOf,
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
  versionGiven,
} from './operation.ts';

const webhookFields = {
  id: z.uuid(),
  address: z.string(),
  /** What it is told of; null for everything that is public. */
  events: z.array(z.enum(publicEventNames)).nullable(),
  description: z.string(),
  state: z.enum(webhookStates),
  /** The last event that was looked at for it: what lies behind it was laid out. */
  cursor: z.number(),
  /** In a row; 0 while its receiver takes what it is sent. */
  failures: z.number(),
  failingSince: instantSchema.nullable(),
  /** Until when its receiver is left in peace. */
  retryAt: instantSchema.nullable(),
  lastDeliveredAt: instantSchema.nullable(),
  /** Until when the secret before this one signs as well. */
  previousSecretUntil: instantSchema.nullable(),
  version: z.number(),
  createdAt: instantSchema,
};
const webhookSchema = z.object(webhookFields).openapi('Webhook');
/** With the secret, shown this once. */
const withSecretSchema = z.object({ ...webhookFields, secret: z.string() }).openapi('WebhookWithSecret');
const typesSchema = z
  .object({ items: z.array(z.object({ name: z.string(), thing: z.string(), zh: z.string(), en: z.string() })) })
  .openapi('EventTypes');

function view(webhook: Webhook): z.infer<typeof webhookSchema> {
  const { id, address, events, description, state, cursor, failures, version } = webhook;
  return {
    id,
    address,
    events,
    description,
    state,
    cursor,
    failures,
    version,
    failingSince: rfc3339OrNull(webhook.failingSince),
    retryAt: rfc3339OrNull(webhook.retryAt),
    lastDeliveredAt: rfc3339OrNull(webhook.lastDeliveredAt),
    previousSecretUntil: rfc3339OrNull(webhook.previousSecretUntil),
    createdAt: rfc3339(webhook.createdAt),
  };
}

const tag = 'webhooks';
const change = { tag, permission: 'webhook.change' } as const;
const read = { tag, permission: 'webhook.read', method: 'get', status: 200 } as const;
const once = { 'Cache-Control': 'no-store' };

/** Where other programs are told what happens. */
export const webhooksApi = router()
  .openapi(
    operation({
      ...read,
      path: '/webhooks',
      summary: 'Where other programs are told what happens, the newest first',
      query: z.strictObject({ limit: pageQuery.limit, cursor: pageQuery.cursor, lang: pageQuery.lang }),
      answer: pageSchema(webhookSchema),
    }),
    async (c) => c.json(pageAnswer(await listWebhooks(c.var.db, pageWanted(c.req.valid('query'))), view), 200),
  )
  .openapi(
    operation({
      ...read,
      path: '/event-types',
      summary: 'What other programs may be told of',
      permission: 'open-data.read',
      query: z.strictObject({ lang: pageQuery.lang }),
      answer: typesSchema,
    }),
    (c) => {
      const items = publicEventNames.map((name) => ({ name, thing: name.slice(0, name.indexOf('.')), ...publicEvents[name] }));
      return c.json({ items }, 200);
    },
  )
  .openapi(
    operation({
      ...change,
      method: 'post',
      path: '/webhooks',
      summary: 'Tell another program what happens from now on; the secret is shown this once',
      status: 201,
      body: webhookInputSchema,
      answer: withSecretSchema,
    }),
    async (c) => {
      const { webhook, secret } = valueOf(await createWebhook(actionContext(c), c.req.valid('json')));
      return c.json({ ...view(webhook), secret }, 201, { ...once, ...etagOf(webhook), Location: `/api/v1/webhooks/${webhook.id}` });
    },
  )
  .openapi(operation({ ...read, path: '/webhooks/{id}', summary: 'One webhook', params: idParam, answer: webhookSchema }), async (c) => {
    const webhook = await findWebhook(c.var.db, c.req.valid('param').id);
    if (webhook === undefined) throw new Problem(notFound('webhook'));
    return c.json(view(webhook), 200, etagOf(webhook));
  })
  .openapi(
    operation({
      ...change,
      method: 'patch',
      path: '/webhooks/{id}',
      summary: 'Change where it leads, what it is told of from now on, or what it is called',
      status: 200,
      params: idParam,
      body: webhookPatchSchema,
      answer: webhookSchema,
    }),
    async (c) => {
      const webhook = valueOf(await changeWebhook(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(webhook), 200, etagOf(webhook));
    },
  )
  .openapi(
    operation({
      ...change,
      method: 'delete',
      path: '/webhooks/{id}',
      summary: 'Remove it, with its secret and its log',
      status: 200,
      params: idParam,
      answer: z.object({ id: z.uuid() }),
    }),
    async (c) => c.json(valueOf(await removeWebhook(actionContext(c), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      ...change,
      method: 'post',
      path: '/webhooks/{id}/pause',
      summary: 'Send nothing for now; what happens is kept for it',
      status: 200,
      params: idParam,
      answer: webhookSchema,
    }),
    async (c) => c.json(view(valueOf(await moveWebhook(actionContext(c), c.req.valid('param').id, 'pause'))), 200),
  )
  .openapi(
    operation({
      ...change,
      method: 'post',
      path: '/webhooks/{id}/resume',
      summary: 'Go on where it stopped',
      status: 200,
      params: idParam,
      answer: webhookSchema,
    }),
    async (c) => c.json(view(valueOf(await moveWebhook(actionContext(c), c.req.valid('param').id, 'resume'))), 200),
  )
  .openapi(
    operation({
      ...change,
      method: 'post',
      path: '/webhooks/{id}/rotate-secret',
      summary: 'Sign with a new secret, for a day beside the old one; it is shown this once',
      status: 200,
      params: idParam,
      answer: withSecretSchema,
    }),
    async (c) => {
      const { webhook, secret } = valueOf(await rotateSecret(actionContext(c), c.req.valid('param').id));
      return c.json({ ...view(webhook), secret }, 200, { ...once, ...etagOf(webhook) });
    },
  );
