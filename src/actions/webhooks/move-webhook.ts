import { authorise } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { webhookLifecycle } from '../../domain/webhook.ts';
import { lockWebhook, saveWebhook, type Webhook } from '../../db/queries/webhooks.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type MoveWebhookError = CommonFailure;

/** Pauses a webhook, or lets it go on where it stopped: nothing that happened meanwhile is missed. */
export async function moveWebhook(
  context: ActionContext,
  id: string,
  wanted: 'pause' | 'resume',
): Promise<Result<Webhook, MoveWebhookError>> {
  const may = authorise(context.actor, 'webhook.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const webhook = await lockWebhook(db, id);
    if (webhook === undefined) return fail(notFound('webhook'));
    const moved = move(webhookLifecycle, webhook.state, wanted);
    if (!moved.ok) return moved;
    const anew = wanted === 'resume' ? { failures: 0, failingSince: null, retryAt: null } : {};
    const changed = await saveWebhook(db, id, { ...anew, state: moved.value, version: webhook.version + 1 });
    const about = { thing: 'webhook', thingId: id, event: `webhook.${moved.value}`, from: webhook.state, to: moved.value };
    await record({ ...context, db }, about);
    return ok(changed);
  });
}
