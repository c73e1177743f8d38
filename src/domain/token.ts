import { z } from 'zod';

import { permissionSchema } from './actor.ts';

/** A token of a program lives at most this long. */
const mostDays = 366;

export const tokenInputSchema = z.strictObject({
  /** What it is for, in its owner's words. */
  label: z.string().trim().min(1).max(120),
  /** What it may be used for; all that its owner may where it is left out. */
  scopes: z.array(permissionSchema).min(1).max(100).optional(),
  days: z.int().min(1).max(mostDays),
});
export type TokenInput = z.infer<typeof tokenInputSchema>;
