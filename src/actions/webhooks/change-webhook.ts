import type { z } from 'zod';

import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { webhookPatchSchema } from '../../domain/webhook.ts';
import { lockWebhook, saveWebhook, type Webhook } from '../../db/queries/webhooks.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { refusedAddress } from './create-webhook.ts';

export type ChangeWebhookError = CommonFailure;

/** Changes where a webhook leads, what it is told of from now on, or what it is called. */
export async function changeWebhook(
  context: ActionContext,
  id: string,
  patch: z.infer<typeof webhookPatchSchema>,
  version: number,
): Promise<Result<Webhook, ChangeWebhookError>> {
  const may = authorise(context.actor, 'webhook.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const webhook = await lockWebhook(db, id);
    if (webhook === undefined) return fail(notFound('webhook'));
    if (webhook.version !== version) return fail({ kind: 'stale', version: webhook.version });
    const { address = webhook.address, events = webhook.events, description = webhook.description } = patch;
    const refused = refusedAddress(context, address);
    if (refused !== undefined) return fail(refused);
    const changed = await saveWebhook(db, id, { address, events, description, version: version + 1 });
    const details = { fields: Object.keys(patch), host: new URL(address).host, events };
    await record({ ...context, db }, { thing: 'webhook', thingId: id, event: 'webhook.changed', details });
    return ok(changed);
  });
}
