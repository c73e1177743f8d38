import type { DateTime } from 'luxon';
import { z } from 'zod';

import type { Lifecycle } from './lifecycle.ts';
import { publicEventNames } from './public-event.ts';

export const webhookStates = ['active', 'paused', 'disabled'] as const;
export type WebhookState = (typeof webhookStates)[number];
export type WebhookMove = 'pause' | 'resume' | 'give-up' | 'disable';

/** A webhook is paused by an admin, or by itself after days in which nothing arrived; a receiver that says it is gone disables it. */
export const webhookLifecycle: Lifecycle<WebhookState, WebhookMove> = {
  thing: 'webhook',
  states: webhookStates,
  initial: ['active'],
  by: { begun: ['webhook.change'], pause: ['webhook.change'], resume: ['webhook.change'], 'give-up': [], disable: [] },
  moves: {
    active: { pause: 'paused', 'give-up': 'paused', disable: 'disabled' },
    paused: { resume: 'active' },
    disabled: { resume: 'active' },
  },
  unasked: ['give-up', 'disable'],
};

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export type DeliveryMove = 'deliver' | 'fail' | 'replay';

/** One event on its way to one webhook. */
export const deliveryLifecycle: Lifecycle<DeliveryState, DeliveryMove> = {
  thing: 'webhook_delivery',
  states: deliveryStates,
  initial: ['waiting'],
  by: { begun: ['webhook.change'], deliver: [], fail: [], replay: ['webhook.change'] },
  moves: {
    waiting: { deliver: 'delivered', fail: 'failed' },
    delivered: { replay: 'waiting' },
    failed: { replay: 'waiting' },
  },
  unasked: ['deliver', 'fail'],
};

/** What came of one try. */
export const attemptOutcomes = ['delivered', 'refused', 'redirected', 'timeout', 'unreached', 'not-allowed'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export const mostWebhooks = 20;
/** For how long two secrets sign after a change. */
export const bothSecretsHours = 24;
/** After so many days without a single answer of success a webhook is paused. */
export const giveUpDays = 3;
/** From so many failures in a row on the receiver counts as failing: one delivery at a time asks whether it is back. */
export const failuresTillProbing = 3;

const fields = {
  address: z.string().trim().min(1).max(2000),
  /** What it is told of; everything that is public where it is null. */
  events: z.array(z.enum(publicEventNames)).min(1).max(publicEventNames.length).nullable(),
  description: z.string().trim().max(200),
};
export const webhookInputSchema = z.strictObject({
  address: fields.address,
  events: fields.events.default(null),
  description: fields.description.default(''),
});
export type WebhookInput = z.infer<typeof webhookInputSchema>;
export const webhookPatchSchema = z.strictObject({
  address: fields.address.optional(),
  events: fields.events.optional(),
  description: fields.description.optional(),
});

/** What is sent once more: one delivery, what failed since an instant, or everything from a place in the chain of events on. */
export const replaySchema = z.union([
  z.strictObject({ deliveryId: z.uuid() }),
  z.strictObject({ failedSince: z.iso.datetime({ offset: true }) }),
  z.strictObject({ fromSequence: z.int().min(1).max(999_999_999_999_999) }),
]);
export type Replay = z.infer<typeof replaySchema>;

const minute = 60;
const hour = 60 * minute;
/** How long is waited after each failed try, in seconds; some three days in all. */
export const retrySeconds = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour] as const;
/** How long at most is waited before a failing receiver is asked again. */
const mostProbeSeconds = 30 * minute;
/** Nobody makes us wait longer than this. */
const mostWaitSeconds = 24 * hour;

type Failed = {
  /** How often it was tried in this round, this try among them. */
  readonly tries: number;
  /** The delivery's id: receivers that failed together are not all asked again in the same second. */
  readonly seed: string;
  /** Its receiver takes nothing at all just now: that says nothing of this delivery, which is not given up for it. */
  readonly isProbe?: boolean;
  /** What the receiver asked for. */
  readonly retryAfterSeconds?: number | undefined;
};

/** When a delivery is tried again after a failure; undefined once it was tried often enough. */
export function nextTryAt(now: DateTime, { tries, seed, isProbe = false, retryAfterSeconds = 0 }: Failed): DateTime | undefined {
  const wait = retrySeconds[tries - 1] ?? (isProbe ? retrySeconds.at(-1) : undefined);
  if (wait === undefined) return undefined;
  const seconds = Math.max(wait * jitterOf(`${seed} ${tries}`), Math.min(retryAfterSeconds, mostWaitSeconds));
  return now.plus({ milliseconds: Math.round(seconds * 1000) });
}

/** When a webhook whose receiver failed so often in a row is asked again at all. */
export function webhookRetryAt(now: DateTime, failures: number, retryAfterSeconds = 0): DateTime | undefined {
  const probing = failures < failuresTillProbing ? 0 : Math.min(5 * 2 ** (failures - failuresTillProbing), mostProbeSeconds);
  const seconds = Math.max(probing, Math.min(retryAfterSeconds, mostWaitSeconds));
  return seconds === 0 ? undefined : now.plus({ seconds });
}

/** Between 0.9 and 1.1, the same for the same text (FNV-1a). */
function jitterOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0;
  return 0.9 + (hash / 2 ** 32) * 0.2;
}
