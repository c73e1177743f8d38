import { z } from 'zod';

import type { Lifecycle } from './lifecycle.ts';

export const placementStates = [
  'proposed',
  'offered',
  'accepted',
  'started',
  'completed',
  'dropped',
  'declined',
  'lapsed',
  'withdrawn',
  'cancelled',
  'no_show',
  'ended_early',
] as const;
export type PlacementState = (typeof placementStates)[number];

export const placementMoves = [
  'offer',
  'drop',
  'exchange',
  'accept',
  'decline',
  'lapse',
  'withdraw',
  'cancel',
  'no-show',
  'start',
  'complete',
  'end-early',
] as const;
export type PlacementMove = (typeof placementMoves)[number];

export const placementLifecycle: Lifecycle<PlacementState, PlacementMove> = {
  thing: 'placement',
  states: placementStates,
  initial: ['proposed'],
  by: {
    begun: ['placement.decide'],
    offer: ['placement.decide'],
    drop: ['placement.decide'],
    exchange: ['swap.decide'],
    cancel: ['placement.decide'],
    accept: ['placement.answer'],
    decline: ['placement.answer'],
    withdraw: ['placement.answer'],
    lapse: [],
    start: ['placement.host'],
    'no-show': ['placement.host'],
    complete: ['placement.decide'],
    'end-early': ['placement.decide'],
  },
  moves: {
    // Cancelling what nobody has heard of drops it. What two volunteers exchange both have agreed to already, so nobody is asked again.
    proposed: { offer: 'offered', drop: 'dropped', cancel: 'dropped', exchange: 'accepted' },
    offered: { accept: 'accepted', decline: 'declined', lapse: 'lapsed', withdraw: 'withdrawn', cancel: 'cancelled' },
    accepted: { start: 'started', withdraw: 'withdrawn', cancel: 'cancelled', 'no-show': 'no_show' },
    started: { complete: 'completed', 'end-early': 'ended_early' },
  },
  unasked: ['drop', 'lapse', 'exchange'],
};

/** How a placement came to be: by the match, by a repair of it, as an alternate's, by a swap, or by a coordinator's hand. */
export type PlacementOrigin = 'run' | 'repair' | 'alternate' | 'swap' | 'hand';

/** States in which the placement takes the person's time: dates of two such placements may not overlap. */
export const occupyingStates = ['offered', 'accepted', 'started', 'completed'] as const satisfies PlacementState[];

/** How a started placement can end before its time. `interrupted` is not the volunteer's doing. */
export const earlyEndKinds = ['resigned', 'medical', 'administrative', 'interrupted', 'transferred'] as const;

export const reasonSchema = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

export const declineReasons = ['dates', 'place', 'conditions', 'health', 'family', 'study_or_work', 'other'] as const;
export const declineSchema = z.strictObject({
  reason: z.enum(declineReasons),
  comment: z.string().trim().max(2000).optional(),
});

/** A placement made by hand, past the match: it needs a reason that can be shown. */
export const placeByHandSchema = z.strictObject({
  applicationId: z.uuid(),
  lineId: z.uuid(),
  reason: z.string().trim().min(1).max(2000),
});

/** Whom a coordinator offers a seat that fell free. */
export const alternateSchema = z.strictObject({ applicationId: z.uuid() });

/** Whom a coordinator passes over among a line's alternates, and why. */
export const skipSchema = z.strictObject({ applicationId: z.uuid(), reason: z.string().trim().min(1).max(2000) });
