import { z } from 'zod';

import { daySchema } from './calendar.ts';

/** Who was at a pre-departure training, and whether for all of it. */
export const attendanceSchema = z.strictObject({
  heldDay: daySchema,
  attendees: z
    .array(z.strictObject({ volunteerId: z.uuid(), attendedWhole: z.boolean() }))
    .min(1)
    .max(500),
});
export type AttendanceInput = z.infer<typeof attendanceSchema>;
