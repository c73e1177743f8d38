import type { DateTime } from 'luxon';

import { instantOf } from '../../actions/context.ts';
import { tell } from '../../actions/outbox/tell.ts';
import { record } from '../../actions/record.ts';
import type { Transaction } from '../../db/client.ts';
import { listAdmins } from '../../db/queries/readers.ts';
import { hastenDeliveries, insertAttempt, lockWaiting, saveDelivery, type Delivery } from '../../db/queries/webhook-deliveries.ts';
import { lockWebhook, saveWebhook, type Webhook } from '../../db/queries/webhooks.ts';
import { move } from '../../domain/lifecycle.ts';
import {
  deliveryLifecycle,
  failuresTillProbing,
  giveUpDays,
  nextTryAt,
  retrySeconds,
  webhookLifecycle,
  webhookRetryAt,
  type WebhookMove,
} from '../../domain/webhook.ts';
import { webhookStoppedLetter } from '../../mail/webhook-stopped-letter.ts';
import { asSystem, type PostContext } from '../job.ts';
import type { Tried } from './send-once.ts';

const name = 'send-webhooks';
const goneStatus = 410;
const askedToWait: ReadonlySet<number | null> = new Set([429, 503]);

/** Writes down what came of a try: of the delivery, and of the webhook whose receiver answered, or did not. */
export async function noteTry(
  job: PostContext,
  { id: deliveryId, webhookId }: Pick<Delivery, 'id' | 'webhookId'>,
  tried: Tried,
): Promise<void> {
  await asSystem(job, name, async (db) => {
    const webhook = await lockWebhook(db, webhookId);
    const delivery = await lockWaiting(db, deliveryId);
    // Taken away meanwhile, or noted already by whoever took it over.
    if (delivery === undefined || webhook === undefined) return;
    const now = job.now();
    const { outcome, status, durationMilliseconds, answer } = tried;
    await insertAttempt(db, { deliveryId, at: instantOf(now), outcome, status, durationMilliseconds, answer });
    if (outcome === 'delivered') await noteSuccess(db, delivery, webhook, now);
    else await noteFailure({ ...job, db }, { delivery, webhook, tried, now });
  });
}

async function noteSuccess(db: Transaction, delivery: Delivery, webhook: Webhook, now: DateTime): Promise<void> {
  const at = instantOf(now);
  await saveDelivery(db, delivery.id, { state: 'delivered', tries: delivery.tries + 1, claimedUntil: null, endedAt: at });
  await saveWebhook(db, webhook.id, { failures: 0, failingSince: null, retryAt: null, lastDeliveredAt: at });
  if (webhook.failures >= failuresTillProbing) await hastenDeliveries(db, webhook.id, at);
}

type Failure = { readonly delivery: Delivery; readonly webhook: Webhook; readonly tried: Tried; readonly now: DateTime };
type Noting = Omit<PostContext, 'db'> & { readonly db: Transaction };

async function noteFailure(job: Noting, { delivery, webhook, tried, now }: Failure): Promise<void> {
  const { db } = job;
  const { status, retryAfterSeconds } = tried;
  const isProbe = webhook.failures >= failuresTillProbing;
  const tries = isProbe ? Math.min(delivery.tries + 1, retrySeconds.length) : delivery.tries + 1;
  // A test says at once how it went.
  const next = delivery.sequence === null ? undefined : nextTryAt(now, { tries, seed: delivery.id, isProbe, retryAfterSeconds });
  const failed = move(deliveryLifecycle, delivery.state, 'fail');
  await saveDelivery(db, delivery.id, {
    tries,
    claimedUntil: null,
    ...(next === undefined && failed.ok ? { state: failed.value, endedAt: instantOf(now) } : {}),
    ...(next === undefined ? {} : { nextAttemptAt: instantOf(next) }),
  });
  const failures = webhook.failures + 1;
  const failingSince = webhook.failingSince ?? instantOf(now);
  const retryAt = webhookRetryAt(now, failures, askedToWait.has(status) ? retryAfterSeconds : undefined);
  await saveWebhook(db, webhook.id, { failures, failingSince, retryAt: retryAt === undefined ? null : instantOf(retryAt) });
  if (status === goneStatus) await stop(job, webhook, 'disable', now);
  else if (new Date(failingSince).getTime() <= now.minus({ days: giveUpDays }).toMillis()) await stop(job, webhook, 'give-up', now);
}

/** Nothing more is sent, and the admins are told; what waits goes on waiting. */
async function stop(job: Noting, webhook: Webhook, why: Extract<WebhookMove, 'give-up' | 'disable'>, now: DateTime): Promise<void> {
  const moved = move(webhookLifecycle, webhook.state, why);
  if (!moved.ok) return;
  const { db } = job;
  const context = { ...job, actor: { kind: 'system', job: name } as const, now };
  await saveWebhook(db, webhook.id, { state: moved.value });
  const about = { thing: 'webhook', thingId: webhook.id, event: `webhook.${moved.value}`, from: webhook.state, to: moved.value };
  const eventId = await record(context, { ...about, details: { why } });
  const facts = { host: new URL(webhook.address).host, description: webhook.description, isGone: why === 'disable', days: giveUpDays };
  await tell(context, {
    eventId,
    template: 'webhook-stopped',
    readers: await listAdmins(db),
    path: `/admin/webhooks/${webhook.id}`,
    letter: (to) => webhookStoppedLetter(to, facts),
  });
}
