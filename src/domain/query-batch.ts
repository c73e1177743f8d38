import { z } from 'zod';

import { daySchema } from './calendar.ts';
import { queryOutcomes } from './clearance.ts';

/** The authority's answer to a list: its day, and what it says of each person. */
export const batchAnswerSchema = z.strictObject({
  answeredDay: daySchema,
  outcomes: z
    .array(z.strictObject({ clearanceId: z.uuid(), outcome: z.enum(queryOutcomes) }))
    .min(1)
    .max(1000),
});
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;

/** A list holds at most this many people, and takes those in whose query ends within so many days. */
export const mostOnList = 1000;
export const renewalDays = 60;
