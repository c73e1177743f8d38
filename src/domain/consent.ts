import { z } from 'zod';

import type { HomeRegion } from './teaching.ts';

/**
 * What people agree to, each for one purpose. The first two are checks as well: a placement does not start without them.
 * The others are consents in the sense of the Personal Information Protection Law, and can be taken back.
 */
export const textKinds = ['code_of_conduct', 'agreement', 'sensitive_data', 'pass_to_county', 'transfer_abroad'] as const;
export const textKindSchema = z.enum(textKinds);
export type TextKind = (typeof textKinds)[number];

/** Texts that are checks: agreeing clears them, until the text changes. */
export const checkedTexts = ['code_of_conduct', 'agreement'] as const satisfies readonly TextKind[];
export type CheckedText = (typeof checkedTexts)[number];

export function isCheckedText(kind: string): kind is CheckedText {
  return checkedTexts.some((checked) => checked === kind);
}

/** Whoever goes agrees that their county hears of them, and from abroad that their data comes here. */
export function textsToGo(homeRegion: HomeRegion | undefined): TextKind[] {
  return homeRegion === undefined || homeRegion === 'mainland' ? ['pass_to_county'] : ['pass_to_county', 'transfer_abroad'];
}

/** Agreement is asked again after this long, whether or not the text has changed. */
export const agreementMonths = 12;

const wording = z.string().trim().min(20).max(20_000);
export const newTextSchema = z.strictObject({ zh: wording, en: wording });
export const agreeSchema = z.strictObject({ kind: textKindSchema, version: z.number().int().min(1) });
