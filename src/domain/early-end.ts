import { z } from 'zod';

import { earlyEndKinds } from './placement.ts';

/** Whether somebody whose placement ended before its time may come again; until it is decided, they may apply. */
export const returnAnswers = ['yes', 'no', 'undecided'] as const;
export type ReturnAnswer = (typeof returnAnswers)[number];

const returnReasonSchema = z.string().trim().max(2000);

export const endEarlySchema = z.strictObject({
  endKind: z.enum(earlyEndKinds),
  reason: z.string().trim().min(1).max(2000),
  mayReturn: z.enum(returnAnswers).default('undecided'),
  /** Why they may come again or not; the person reads it. */
  returnReason: returnReasonSchema.default(''),
});
export type EndEarlyInput = z.infer<typeof endEarlySchema>;

export const decideReturnSchema = z.strictObject({ mayReturn: z.enum(['yes', 'no']), reason: returnReasonSchema.min(1) });
export type DecideReturnInput = z.infer<typeof decideReturnSchema>;

/** Nobody is told not to come again without being told why. */
export function returnFaults({ mayReturn, returnReason }: EndEarlyInput): { pointer: '/returnReason'; code: 'missing' }[] {
  return mayReturn === 'no' && returnReason === '' ? [{ pointer: '/returnReason', code: 'missing' }] : [];
}
