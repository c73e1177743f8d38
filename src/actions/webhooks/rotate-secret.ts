import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { bothSecretsHours } from '../../domain/webhook.ts';
import { lockWebhook, saveWebhook, webhookSecretPlace, type Webhook } from '../../db/queries/webhooks.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { newWebhookSecret } from './webhook-secret.ts';

export type RotateSecretError = CommonFailure;

/** Signs with a new secret from now on, and for a day with the old one beside it, so that the receiver can change over in between. */
export async function rotateSecret(
  context: ActionContext,
  id: string,
): Promise<Result<{ readonly webhook: Webhook; readonly secret: string }, RotateSecretError>> {
  const may = authorise(context.actor, 'webhook.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const found = await lockWebhook(db, id);
    if (found === undefined) return fail(notFound('webhook'));
    const secret = newWebhookSecret();
    const webhook = await saveWebhook(db, id, {
      sealedSecret: await context.keys.seal(secret, webhookSecretPlace(id)),
      sealedPreviousSecret: found.sealedSecret,
      previousSecretUntil: instantOf(context.now.plus({ hours: bothSecretsHours })),
      version: found.version + 1,
    });
    await record({ ...context, db }, { thing: 'webhook', thingId: id, event: 'webhook.secret-changed' });
    return ok({ webhook, secret });
  });
}
