import { DateTime } from 'luxon';
import { z } from 'zod';

import type { PlacementState } from './placement.ts';

/** Who says something of a service once it is over: the volunteer of the county, the county of the volunteer. */
export const feedbackSides = ['volunteer', 'county'] as const;
export type FeedbackSide = (typeof feedbackSides)[number];

/** What each side is asked, on a scale from 1 to 5. Questions are added at the end; a code keeps its meaning. */
export const feedbackQuestions = {
  volunteer: ['prepared', 'lodging', 'support', 'as_described', 'again'],
  county: ['lessons', 'reliable', 'learners', 'together', 'again'],
} as const satisfies Record<FeedbackSide, readonly string[]>;

export const feedbackScale = [1, 2, 3, 4, 5] as const;

/** Something is said of a service that took place, whole or in part. */
export function isServed({ state }: { readonly state: PlacementState }): boolean {
  return state === 'started' || state === 'completed' || state === 'ended_early';
}

/** Feedback is taken from the last day on, and for so many days after it. */
export const feedbackDays = 21;

/** Averages of fewer than so many say who said it, so they are not told. */
export const fewestTold = 3;

export const feedbackInputSchema = z.strictObject({
  /** By the code of each question of one's own side, from 1 to 5. */
  scores: z.record(z.string().max(40), z.int().min(1).max(5)),
  text: z.string().trim().max(4000).default(''),
});
export type FeedbackInput = z.infer<typeof feedbackInputSchema>;

export type FeedbackFault = { readonly pointer: string; readonly code: 'missing' | 'unknown-field' };

/** Every question of the side is answered, and no other. */
export function scoreFaults(side: FeedbackSide, scores: FeedbackInput['scores']): FeedbackFault[] {
  const asked: readonly string[] = feedbackQuestions[side];
  return [
    ...asked.filter((code) => !(code in scores)).map((code) => ({ pointer: `/scores/${code}`, code: 'missing' as const })),
    ...Object.keys(scores)
      .filter((code) => !asked.includes(code))
      .map((code) => ({ pointer: `/scores/${code}`, code: 'unknown-field' as const })),
  ];
}

export type FeedbackWindow = { readonly opensDay: string; readonly closesDay: string };

/** When feedback on a service with this last day is taken. */
export function feedbackWindow(lastDay: string): FeedbackWindow {
  const closes = DateTime.fromISO(lastDay, { zone: 'utc' }).plus({ days: feedbackDays });
  return { opensDay: lastDay, closesDay: closes.toISODate() ?? lastDay };
}
