import { z } from 'zod';

import type { Target } from './application.ts';
import type { Lifecycle } from './lifecycle.ts';
import { fail, ok, type Result } from './result.ts';
import type { RequestState } from './request.ts';
import { seasonForbids, type SeasonForbids, type SeasonState } from './season.ts';

export const askBackStates = ['invited', 'agreed', 'refused', 'withdrawn'] as const;
export type AskBackState = (typeof askBackStates)[number];
export type AskBackMove = 'agree' | 'refuse' | 'withdraw';

/** A county asks an earlier volunteer back; that the time to answer is over is computed, not stored: see `standingOf`. */
export const askBackLifecycle: Lifecycle<AskBackState, AskBackMove> = {
  thing: 'ask_back',
  states: askBackStates,
  initial: ['invited'],
  by: {
    begun: ['ask-back.invite'],
    agree: ['ask-back.answer'],
    refuse: ['ask-back.answer'],
    withdraw: ['ask-back.invite'],
  },
  moves: {
    invited: { agree: 'agreed', refuse: 'refused', withdraw: 'withdrawn' },
    agreed: { refuse: 'refused', withdraw: 'withdrawn' },
  },
};

/** Those that still ask for something, or promise it. */
export const liveAskBackStates: readonly AskBackState[] = ['invited', 'agreed'];

/** How an ask-back stands for people: nobody answers one after the match day. */
export const askBackStandings = [...askBackStates, 'lapsed'] as const;
export type AskBackStanding = (typeof askBackStandings)[number];

type Answerable = { readonly state: SeasonState; readonly matchDay: string };

export function standingOf(state: AskBackState, season: Answerable, today: string): AskBackStanding {
  return state === 'invited' && !isBeforeMatch(season, today).ok ? 'lapsed' : state;
}

export type AskBackLapsed = { readonly kind: 'ask-back-lapsed'; readonly matchDay: string };

/** Counties ask and volunteers answer until the day of the match, as long as nothing is matched. */
export function isBeforeMatch(season: Answerable, today: string): Result<undefined, SeasonForbids | AskBackLapsed> {
  if (season.state !== 'planned' && season.state !== 'open') return fail(seasonForbids(season, 'open'));
  return today > season.matchDay ? fail({ kind: 'ask-back-lapsed', matchDay: season.matchDay }) : ok(undefined);
}

/** Requests for which somebody may be asked back. */
export const askingRequestStates: readonly RequestState[] = ['draft', 'submitted', 'returned', 'approved'];

export const askBackInputSchema = z.strictObject({
  /** The completed placement in the county by which it knows the volunteer. */
  placementId: z.uuid(),
  subject: z.string().min(1).max(40),
  message: z.string().trim().max(1000).default(''),
});
export type AskBackInput = z.infer<typeof askBackInputSchema>;

export const agreeSchema = z.strictObject({
  /** The version of the application whose choices were shown; null where there was none yet. */
  applicationVersion: z.int().min(1).nullable(),
});
export const refuseSchema = z.strictObject({
  /** For the coordinators; the county hears that it is a no, and not why. */
  reason: z.string().trim().min(1).max(1000).optional(),
});

/** Does this ranking still put the request first? */
export function putsFirst(choices: readonly { readonly rank: number; readonly targets: readonly Target[] }[], requestId: string): boolean {
  return choices.some(({ rank, targets }) => rank === 1 && targets.some((target) => target.kind === 'request' && target.id === requestId));
}
