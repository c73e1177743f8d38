import { z } from 'zod';

/** A team has two to six members; one that waits for its second counts as none. */
export const mostMembers = 6;

/** What lets somebody join: short enough to read out, long enough not to be guessed. */
export const teamCodeSchema = z.string().regex(/^[a-hjkmnp-z2-9]{12}$/);

export const teamInputSchema = z.strictObject({
  applicationId: z.uuid(),
  /** "Only together"; otherwise "alone is fine". */
  onlyTogether: z.boolean(),
});
export type TeamInput = z.infer<typeof teamInputSchema>;

export const teamJoinSchema = z.strictObject({ ...teamInputSchema.shape, code: teamCodeSchema });
export const teamLeaveSchema = teamInputSchema.pick({ applicationId: true });
