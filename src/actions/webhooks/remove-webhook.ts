import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deleteWebhook, lockWebhook } from '../../db/queries/webhooks.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type RemoveWebhookError = CommonFailure;

/** Takes a webhook away, with its secret and its log; that there was one stays in the record. */
export async function removeWebhook(context: ActionContext, id: string): Promise<Result<{ readonly id: string }, RemoveWebhookError>> {
  const may = authorise(context.actor, 'webhook.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    if ((await lockWebhook(db, id)) === undefined) return fail(notFound('webhook'));
    await deleteWebhook(db, id);
    await record({ ...context, db }, { thing: 'webhook', thingId: id, event: 'webhook.removed' });
    return ok({ id });
  });
}
