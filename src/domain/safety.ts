import { z } from 'zod';

export const safetyAnswers = ['well', 'needs_help'] as const;
export type SafetyAnswer = (typeof safetyAnswers)[number];

/** The link of a safety call answers for so many days. */
export const safetyLinkDays = 14;

const words = z.string().trim().max(1000).default('');

/** Whom to ask: one squad, all squads in a county, or all of a season. */
export const safetyCallSchema = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('squad'), requestId: z.uuid(), text: words }),
  z.strictObject({ scope: z.literal('county'), countyCode: z.string().regex(/^\d{6}$/), text: words }),
  z.strictObject({ scope: z.literal('season'), seasonId: z.uuid(), text: words }),
]);
export type SafetyCallInput = z.infer<typeof safetyCallSchema>;

export const safetyAnswerSchema = z.strictObject({ answer: z.enum(safetyAnswers), note: words });
export type SafetyAnswerInput = z.infer<typeof safetyAnswerSchema>;

/** What was done for somebody who needs help. */
export const helpedSchema = z.strictObject({ action: z.string().trim().min(1).max(1000) });
