import { z } from 'zod';

export const barredPersonSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** The number of an identity document, where it is known. Only its keyed hash is kept. */
  number: z.string().trim().min(5).max(40).optional(),
  reason: z.string().trim().min(1).max(5000),
});
export type BarredPersonInput = z.infer<typeof barredPersonSchema>;

export const reviewDecisionSchema = z.strictObject({
  outcome: z.enum(['confirmed', 'dismissed']),
  reason: z.string().trim().min(1).max(5000),
});
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>;

/** From here on two names are alike enough for a person to look. */
export const alikeFrom = 0.8;
