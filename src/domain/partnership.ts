import { z } from 'zod';

import { daySchema } from './calendar.ts';
import { countyCodeSchema } from './teaching.ts';

const year = z.int().min(1949).max(2200);
const name = z.string().trim().min(1).max(160);
const text = z.string().trim().max(4000);
const source = z.string().trim().min(1).max(400);

const partnershipFields = {
  partnerZh: name,
  partnerEn: name,
  sinceYear: year,
  untilYear: year.nullable(),
  agreedZh: text,
  agreedEn: text,
  sourceZh: source,
  sourceEn: source,
};

/** A long-term assignment: who stands by which county, since which year, and what was agreed; with the source of it. */
export const partnershipInputSchema = z.strictObject({
  countyCode: countyCodeSchema,
  ...partnershipFields,
  untilYear: partnershipFields.untilYear.default(null),
  agreedZh: text.default(''),
  agreedEn: text.default(''),
});
export const partnershipPatchSchema = z.strictObject(partnershipFields).partial();
export type PartnershipInput = z.infer<typeof partnershipInputSchema>;

/** What was achieved, with its day and its source. */
export const achievementInputSchema = z.strictObject({
  day: daySchema,
  zh: z.string().trim().min(1).max(2000),
  en: z.string().trim().min(1).max(2000),
  sourceZh: source,
  sourceEn: source,
});
export type AchievementInput = z.infer<typeof achievementInputSchema>;

export type PartnershipFault = { readonly pointer: '/untilYear'; readonly code: 'ends-before-start' };

export function partnershipFaults({
  sinceYear,
  untilYear,
}: {
  readonly sinceYear: number;
  readonly untilYear: number | null;
}): PartnershipFault[] {
  return untilYear === null || untilYear >= sinceYear ? [] : [{ pointer: '/untilYear', code: 'ends-before-start' }];
}
