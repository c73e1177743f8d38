import { DateTime } from 'luxon';
import { z } from 'zod';

import type { Lifecycle } from './lifecycle.ts';

export const disputeStates = ['opened', 'answered', 'settled', 'dropped'] as const;
export type DisputeState = (typeof disputeStates)[number];
export type DisputeMove = 'answer' | 'drop' | 'settle';

/** A county says that a lesson, or the days of the whole service, were otherwise than on record. */
export const disputeLifecycle: Lifecycle<DisputeState, DisputeMove> = {
  thing: 'dispute',
  states: disputeStates,
  initial: ['opened'],
  by: {
    begun: ['dispute.open'],
    answer: ['dispute.answer'],
    drop: ['dispute.open'],
    settle: ['dispute.settle'],
  },
  moves: {
    // Whoever does not answer in time does not hold up the settlement.
    opened: { answer: 'answered', drop: 'dropped', settle: 'settled' },
    answered: { drop: 'dropped', settle: 'settled' },
  },
};

/** Those that keep a placement from being completed. */
export const openDisputeStates = ['opened', 'answered'] as const satisfies readonly DisputeState[];

export function isOpenDispute(state: DisputeState): boolean {
  return openDisputeStates.some((open) => open === state);
}

/** For so many days a dispute waits for the volunteer's word; after that it may be settled without it. */
export const disputeAnswerDays = 7;

type Due = { readonly state: DisputeState; readonly answerByAt: string };

/** Has the volunteer not answered, and still time to? */
export function isAnswerAwaited({ state, answerByAt }: Due, now: DateTime): boolean {
  return state === 'opened' && now <= DateTime.fromISO(answerByAt);
}

/** May a coordinator decide it now? */
export function canBeSettled(dispute: Due, now: DateTime): boolean {
  return isOpenDispute(dispute.state) && !isAnswerAwaited(dispute, now);
}

/** A lesson's minutes, or the days of a whole service: which of the two follows from what is disputed. */
const figureSchema = z.int().min(0).max(600);
const wordsSchema = z.string().trim().min(1).max(2000);

export const openDisputeSchema = z.strictObject({
  /** The lesson in dispute; left out, it is the days of the whole service. */
  lessonId: z.uuid().optional(),
  /** What the county saw instead: minutes of the lesson, 0 where it was not held; or days. */
  claimed: figureSchema,
  reason: wordsSchema,
});
export type OpenDisputeInput = z.infer<typeof openDisputeSchema>;

export const disputeAnswers = ['corrected', 'stands'] as const;
export type DisputeAnswer = (typeof disputeAnswers)[number];

export const answerDisputeSchema = z.strictObject({
  answer: z.enum(disputeAnswers),
  /** What the record is corrected to: minutes, 0 where the lesson was not held; or days. */
  figure: figureSchema.optional(),
  note: z.string().trim().max(2000).default(''),
});
export type AnswerDisputeInput = z.infer<typeof answerDisputeSchema>;

export const settleDisputeSchema = z.strictObject({ decided: figureSchema, reason: wordsSchema });
export type SettleDisputeInput = z.infer<typeof settleDisputeSchema>;

export type AnswerFault = { readonly pointer: '/figure' | '/note'; readonly code: 'missing' };

/** A correction says to what; whoever stands by the record says why. */
export function answerFaults({ answer, figure, note }: AnswerDisputeInput): AnswerFault[] {
  if (answer === 'corrected') return figure === undefined ? [{ pointer: '/figure', code: 'missing' }] : [];
  return note === '' ? [{ pointer: '/note', code: 'missing' }] : [];
}

type Standing = { readonly state: DisputeState; readonly lessonStartsAt: string | null; readonly decided: number | null };

/** What a placement's disputes, the last first, mean for its completion. */
export function standingOf(disputes: readonly Standing[]): { openDisputes: number; settledDays: number | null } {
  const settled = disputes.find(({ state, lessonStartsAt }) => state === 'settled' && lessonStartsAt === null);
  return { openDisputes: disputes.filter(({ state }) => isOpenDispute(state)).length, settledDays: settled?.decided ?? null };
}
