import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { isThisMachine } from '../../domain/this-machine.ts';
import { mostWebhooks, type WebhookInput } from '../../domain/webhook.ts';
import { addressFault } from '../../domain/webhook-address.ts';
import { countWebhooks, insertWebhook, lastSequence, newWebhookId, webhookSecretPlace, type Webhook } from '../../db/queries/webhooks.ts';
import type { ActionContext, CommonFailure, Invalid } from '../context.ts';
import { record } from '../record.ts';
import { newWebhookSecret } from './webhook-secret.ts';

export type CreateWebhookError = CommonFailure | { readonly kind: 'too-many-webhooks'; readonly most: number };

/** Makes a webhook that is told of what happens from now on. Its secret is given once; only its encrypted form is kept. */
export async function createWebhook(
  context: ActionContext,
  input: WebhookInput,
): Promise<Result<{ readonly webhook: Webhook; readonly secret: string }, CreateWebhookError>> {
  const may = authorise(context.actor, 'webhook.change');
  if (!may.ok) return may;
  const refused = refusedAddress(context, input.address);
  if (refused !== undefined) return fail(refused);
  return context.db.transaction(async (db) => {
    if ((await countWebhooks(db)) >= mostWebhooks) return fail({ kind: 'too-many-webhooks', most: mostWebhooks });
    const id = await newWebhookId(db);
    const secret = newWebhookSecret();
    const sealedSecret = await context.keys.seal(secret, webhookSecretPlace(id));
    const webhook = await insertWebhook(db, { ...input, id, sealedSecret, cursor: await lastSequence(db) });
    const about = { thing: 'webhook', thingId: id, event: 'webhook.active', to: 'active' };
    await record({ ...context, db }, { ...about, details: { host: new URL(input.address).host, events: input.events } });
    return ok({ webhook, secret });
  });
}

/** Why an address cannot be one to send to. */
export function refusedAddress({ siteUrl }: Pick<ActionContext, 'siteUrl'>, address: string): Invalid | undefined {
  const code = addressFault(address, isThisMachine(new URL(siteUrl).hostname));
  return code === undefined ? undefined : { kind: 'invalid', faults: [{ pointer: '/address', code }] };
}
