import { z } from 'zod';

/**
 * Where a letter is that has not gone out: not tried yet; to be tried again; held back, since its address is stopped; unconfirmed, since
 * the sender died before it heard the server's answer; given up, and its content with it; or suppressed, since its reader turned letters
 * like it off.
 */
export const letterStates = ['waiting', 'retrying', 'held', 'unconfirmed', 'given_up', 'suppressed'] as const;
export const letterStateSchema = z.enum(letterStates);
export type LetterState = z.infer<typeof letterStateSchema>;

/** After so many tries, some two days, a letter is given up. */
export const mostTries = 8;

/** After so many letters in a row that were refused for good nothing more is sent to an address. */
export const mostBounces = 3;

/** A letter that a server took and that did not come back within so many days arrived: servers try for five at most (RFC 5321, 4.5.4.1). */
export const returnDays = 6;

/** Why a letter did not go: refused for good, never taken, kept too long, or not wanted. */
export const letterFailures = ['refused', 'unreached', 'too_late', 'unsubscribed'] as const;
export type LetterFailure = (typeof letterFailures)[number];
