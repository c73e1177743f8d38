import type { Role } from './account.ts';

/** A session ends this long after it began, whatever was done in it. */
export const sessionDays = 30;
/** A link or code by mail is good for this long. */
export const codeMinutes = 10;

/** After how many hours without a call a session ends: those who see other people's data are asked again sooner. */
export const idleHours = { plain: 24 * 7, privileged: 12 } as const;
const privileged: readonly Role[] = ['county', 'coordinator', 'safeguarding', 'admin'];

export const privilegedRoles: readonly string[] = privileged;
