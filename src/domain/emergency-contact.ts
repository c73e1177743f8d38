import { z } from 'zod';

/** Whom to call if something happens to somebody who is away: one person, with how they belong together. */
export const emergencyContactSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  relation: z.string().trim().min(1).max(40),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,25}$/),
});
export type EmergencyContact = z.infer<typeof emergencyContactSchema>;

/** Who looks says why: the person it is for reads it. */
export const contactLookSchema = z.strictObject({ placementId: z.uuid(), reason: z.string().trim().min(1).max(500) });
export type ContactLook = z.infer<typeof contactLookSchema>;
