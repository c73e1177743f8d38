import { z } from 'zod';

import type { Lifecycle } from './lifecycle.ts';
import type { PlacementState } from './placement.ts';

/**
 * Whether somebody goes on under host conditions that the county changed: asked of whoever ranked the request, was offered it, accepted
 * it or teaches there. Silence never answers.
 */
export const conditionQuestionStates = ['open', 'agreed', 'refused', 'overtaken'] as const;
export type ConditionQuestionState = (typeof conditionQuestionStates)[number];
export type ConditionQuestionMove = 'agree' | 'refuse' | 'overtake';

export const conditionQuestionLifecycle: Lifecycle<ConditionQuestionState, ConditionQuestionMove> = {
  thing: 'condition_question',
  states: conditionQuestionStates,
  initial: ['open'],
  by: {
    begun: ['conditions.change'],
    agree: ['conditions.answer'],
    refuse: ['conditions.answer'],
    overtake: [],
  },
  moves: { open: { agree: 'agreed', refuse: 'refused', overtake: 'overtaken' } },
  unasked: ['overtake'],
};

/** States in which a placement's volunteer is asked, and can answer. */
export const askedPlacementStates = ['offered', 'accepted', 'started'] as const satisfies PlacementState[];

/** What becomes of the question where the placement moves by itself: whoever accepts has agreed, whoever steps back has refused. */
export function answerOfMove(to: PlacementState): ConditionQuestionMove | undefined {
  if (to === 'accepted') return 'agree';
  if (to === 'declined' || to === 'withdrawn') return 'refuse';
  return ['cancelled', 'no_show', 'completed', 'ended_early'].includes(to) ? 'overtake' : undefined;
}

/** Which of the questions a list shows: still open, open past their day, or refused by somebody who teaches there already. */
export const waitingKinds = ['open', 'overdue', 'refused'] as const;
export type WaitingKind = (typeof waitingKinds)[number];
export const waitingKindSchema = z.enum(waitingKinds);

/** The reason that stands with a placement which its volunteer left because of changed conditions. */
export const conditionsRefusedReason = {
  zh: '接待条件有变，不再参加',
  en: 'The host conditions changed',
} as const;
