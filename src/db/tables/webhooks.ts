import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';

import type { PublicEvent } from '../../domain/public-event.ts';
import {
  attemptOutcomes,
  deliveryStates,
  webhookStates,
  type AttemptOutcome,
  type DeliveryState,
  type WebhookState,
} from '../../domain/webhook.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';

/** Where another program is told what happens. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: id(),
    address: text().notNull(),
    /** Null for all that is public. */
    events: text().array().$type<PublicEvent[]>(),
    description: text().notNull().default(''),
    state: text().$type<WebhookState>().notNull().default('active'),
    sealedSecret: bytea().notNull(),
    /** Signs beside the new one until an instant. */
    sealedPreviousSecret: bytea(),
    previousSecretUntil: instant(),
    /** The last event that was looked at for it. */
    cursor: bigint({ mode: 'number' }).notNull(),
    /** In a row, with when they began, and until when the receiver is left in peace. */
    failures: integer().notNull().default(0),
    failingSince: instant(),
    retryAt: instant(),
    lastDeliveredAt: instant(),
    /** Of what admins change: its ETag. */
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    oneOf('webhooks_state', t.state, webhookStates),
    check('webhooks_cursor', sql`${t.cursor} >= 0`),
    check('webhooks_failing', sql`(${t.failures} = 0) = (${t.failingSince} is null)`),
    check('webhooks_previous', sql`num_nulls(${t.sealedPreviousSecret}, ${t.previousSecretUntil}) in (0, 2)`),
  ],
);

/** One event on its way to one webhook; a test has no place in the chain. It says of the event what is sent, and nothing else. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    webhookId: uuid()
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    sequence: bigint({ mode: 'number' }),
    event: text().notNull(),
    thing: text().notNull(),
    thingId: text().notNull(),
    at: instant().notNull(),
    fromState: text(),
    toState: text(),
    state: text().$type<DeliveryState>().notNull().default('waiting'),
    /** Since it was last asked for. */
    tries: integer().notNull().default(0),
    nextAttemptAt: instant().notNull(),
    /** Somebody is sending it; if they die it is taken up again after this. */
    claimedUntil: instant(),
    endedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    oneOf('webhook_deliveries_state', t.state, deliveryStates),
    check('webhook_deliveries_ended', sql`(${t.state} = 'waiting') = (${t.endedAt} is null)`),
    unique('webhook_deliveries_once').on(t.webhookId, t.sequence),
    index('webhook_deliveries_due')
      .on(t.webhookId, t.nextAttemptAt, t.sequence)
      .where(sql`${t.state} = 'waiting'`),
    // What waits of one thing, in its order.
    index('webhook_deliveries_order')
      .on(t.webhookId, t.thing, t.thingId, t.sequence)
      .where(sql`${t.state} = 'waiting'`),
    index('webhook_deliveries_log').on(t.webhookId, t.id),
    index('webhook_deliveries_by_state').on(t.webhookId, t.state, t.id),
    index('webhook_deliveries_age')
      .on(t.endedAt)
      .where(sql`${t.endedAt} is not null`),
  ],
);

/** One try, and the first of what was answered. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    id: id(),
    deliveryId: uuid()
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
    outcome: text().$type<AttemptOutcome>().notNull(),
    status: integer(),
    durationMilliseconds: integer().notNull(),
    answer: text(),
  },
  (t) => [oneOf('webhook_attempts_outcome', t.outcome, attemptOutcomes), index('webhook_attempts_delivery').on(t.deliveryId, t.id)],
);
