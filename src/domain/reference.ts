import type { DateTime } from 'luxon';
import { z } from 'zod';

import { localeSchema } from './account.ts';
import type { ClearanceKind } from './clearance.ts';

export const referenceKinds = ['first_reference', 'second_reference'] as const satisfies readonly ClearanceKind[];

export function isReference(kind: ClearanceKind): boolean {
  return referenceKinds.some((reference) => reference === kind);
}

/** After so many days without an answer a referee is late, and after so many the form closes. */
export const lateDays = 7;
export const formDays = 30;

export function isLate(askedAt: DateTime, now: DateTime): boolean {
  return askedAt <= now.minus({ days: lateDays });
}

/** Whom a volunteer names as a referee. */
export const refereeInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  relation: z.string().trim().min(1).max(200),
  email: z.email().max(254).toLowerCase(),
  /** The language of the letter and the form. */
  locale: localeSchema.default('zh'),
});
export type RefereeInput = z.infer<typeof refereeInputSchema>;

/** What a referee says. `no` and `unsure` are looked at by a person like `yes`; nothing follows by itself. */
export const referenceAnswerSchema = z.strictObject({
  knownSince: z.string().trim().min(1).max(200),
  wouldTrustWithChildren: z.enum(['yes', 'unsure', 'no']),
  text: z.string().trim().min(20).max(5000),
});
export type ReferenceAnswer = z.infer<typeof referenceAnswerSchema>;
