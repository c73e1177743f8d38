import { z } from 'zod';

/** Where a letter is that has not gone out: not tried yet, to be tried again, or given up with its content. */
export const letterStates = ['waiting', 'retrying', 'given_up'] as const;
export const letterStateSchema = z.enum(letterStates);
export type LetterState = z.infer<typeof letterStateSchema>;

/** After so many tries, some two days, a letter is given up. */
export const mostTries = 8;
