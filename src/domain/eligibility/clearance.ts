import type { EligibilityRule } from './rule.ts';

/** Every check the season asks of that delivery is cleared and stays valid to the term's last day. */
export const clearance: EligibilityRule = {
  code: 'clearance',
  holds: (candidate, opening) =>
    opening.checks.every((kind) => candidate.clearances.some((check) => check.kind === kind && check.validThroughDay >= opening.endDay)),
};
