import { z } from '@hono/zod-openapi';

import { lessonModes } from '../domain/completion.ts';
import { instantSchema } from './operation.ts';

/** A lesson as it is on record. */
export const lessonSchema = z
  .object({
    id: z.uuid(),
    startsAt: instantSchema,
    minutes: z.number(),
    subject: z.string(),
    learners: z.number(),
    note: z.string(),
    className: z.string(),
    /** null of lessons from before it was asked. */
    mode: z.enum(lessonModes).nullable(),
    /** Who of the county was with the learners, of a lesson at a distance. */
    adultPresent: z.string(),
  })
  .openapi('Lesson');
