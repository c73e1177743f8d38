import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Replay } from '../../domain/webhook.ts';
import type { Connection } from '../../db/client.ts';
import { replayDelivery, replayFailed } from '../../db/queries/webhook-deliveries.ts';
import { lastSequence, lockWebhook, saveWebhook, type Webhook } from '../../db/queries/webhooks.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type ReplayWebhookError =
  | CommonFailure
  | { readonly kind: 'delivery-waiting' }
  | { readonly kind: 'nothing-to-replay'; readonly lastSequence: number };
type Replayed = Result<{ readonly deliveries: number | null }, ReplayWebhookError>;

/** Sends again what a receiver asks for: with the same ids, in the order of each thing. Null where it is not counted yet. */
export async function replayWebhook(context: ActionContext, id: string, wanted: Replay): Promise<Replayed> {
  const may = authorise(context.actor, 'webhook.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const webhook = await lockWebhook(db, id);
    if (webhook === undefined) return fail(notFound('webhook'));
    const replayed = await replay(db, webhook, wanted, instantOf(context.now));
    if (!replayed.ok) return replayed;
    await record({ ...context, db }, { thing: 'webhook', thingId: id, event: 'webhook.replayed', details: { ...wanted } });
    return replayed;
  });
}

async function replay(db: Connection, webhook: Webhook, wanted: Replay, now: string): Promise<Replayed> {
  if ('deliveryId' in wanted) {
    const state = await replayDelivery(db, webhook.id, wanted.deliveryId, now);
    if (state === undefined) return fail(notFound('webhook delivery'));
    return state === 'waiting' ? fail({ kind: 'delivery-waiting' }) : ok({ deliveries: 1 });
  }
  if ('failedSince' in wanted) return ok({ deliveries: await replayFailed(db, webhook.id, wanted.failedSince, now) });
  const last = await lastSequence(db);
  if (wanted.fromSequence > last) return fail({ kind: 'nothing-to-replay', lastSequence: last });
  // Everything from there on is laid out anew by the job, in parts.
  await saveWebhook(db, webhook.id, { cursor: Math.min(webhook.cursor, wanted.fromSequence - 1) });
  return ok({ deliveries: null });
}
