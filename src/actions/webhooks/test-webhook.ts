import { authorise } from '../../domain/actor.ts';
import { pingEvent } from '../../domain/public-event.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { insertDelivery, type Delivery } from '../../db/queries/webhook-deliveries.ts';
import { lockWebhook } from '../../db/queries/webhooks.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type TestWebhookError = CommonFailure;

/** Sends a ping, once, whatever the webhook's state: the log says how it went. */
export async function testWebhook(context: ActionContext, id: string): Promise<Result<Delivery, TestWebhookError>> {
  const may = authorise(context.actor, 'webhook.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    if ((await lockWebhook(db, id)) === undefined) return fail(notFound('webhook'));
    const at = instantOf(context.now);
    const ping = { webhookId: id, event: pingEvent, thing: 'webhook', thingId: id, at, nextAttemptAt: at };
    const delivery = await insertDelivery(db, ping);
    await record({ ...context, db }, { thing: 'webhook', thingId: id, event: 'webhook.tested' });
    return ok(delivery);
  });
}
