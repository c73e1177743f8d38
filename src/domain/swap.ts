import { DateTime } from 'luxon';
import { z } from 'zod';

import type { Lifecycle } from './lifecycle.ts';
import type { PlacementState } from './placement.ts';
import { startsAt } from './reply.ts';

export const swapStates = ['invited', 'proposed', 'agreed', 'confirmed', 'refused', 'withdrawn', 'lapsed'] as const;
export type SwapState = (typeof swapStates)[number];
export type SwapMove = 'propose' | 'agree' | 'confirm' | 'refuse' | 'withdraw' | 'lapse';

/**
 * Two volunteers of one season exchange the placements that they accepted. The first invites; the second answers with a place of
 * their own; the first, who now sees which, agrees; a coordinator confirms. Nobody moves to a place that they have not seen.
 */
export const swapLifecycle: Lifecycle<SwapState, SwapMove> = {
  thing: 'swap',
  states: swapStates,
  initial: ['invited'],
  by: {
    begun: ['swap.make'],
    propose: ['swap.make'],
    agree: ['swap.make'],
    withdraw: ['swap.make'],
    confirm: ['swap.decide'],
    refuse: ['swap.decide'],
    lapse: [],
  },
  moves: {
    invited: { propose: 'proposed', withdraw: 'withdrawn', lapse: 'lapsed' },
    proposed: { agree: 'agreed', withdraw: 'withdrawn', lapse: 'lapsed' },
    agreed: { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn', lapse: 'lapsed' },
  },
  unasked: ['lapse'],
};

/** Those of which something may still come. */
export const liveSwapStates = ['invited', 'proposed', 'agreed'] as const satisfies readonly SwapState[];

/** How long each step of a swap may be waited for. */
const stepDays = 7;

/** When a swap lapses if nothing happens: a week after its last step, and never after one of its placements begins. */
export function swapLapsesAt(now: DateTime, startDays: readonly string[], season: { readonly timeZone: string }): DateTime {
  return DateTime.min(now.plus({ days: stepDays }), ...startDays.map((startDay) => startsAt({ startDay }, season)));
}

type Standing = {
  readonly state: SwapState;
  readonly lapsesAt: string;
  readonly sides: readonly { readonly placementState: PlacementState }[];
};

/** How a swap stands for people: over as soon as its time is, or one of its placements is not to come any more. */
export function standingOf({ state, lapsesAt, sides }: Standing, now: DateTime): SwapState {
  if (!liveSwapStates.some((live) => live === state)) return state;
  const isOver = DateTime.fromISO(lapsesAt).toMillis() <= now.toMillis() || sides.some((side) => side.placementState !== 'accepted');
  return isOver ? 'lapsed' : state;
}

/** What opens an invitation to whoever holds it. */
export const swapKeySchema = z.string().regex(/^[\w-]{43}$/);

/** The placement that somebody gives for the one that they are offered. */
export const proposeSwapSchema = z.strictObject({ placementId: z.uuid() });
