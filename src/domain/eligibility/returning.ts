import type { EligibilityRule } from './rule.ts';

/** Whoever a coordinator said may not come again, after an early end, is not sent again. */
export const returning: EligibilityRule = { code: 'returning', holds: ({ mayNotReturn }) => mayNotReturn !== true };
