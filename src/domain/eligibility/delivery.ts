import type { EligibilityRule } from './rule.ts';

/** The volunteer offers the delivery asked. */
export const delivery: EligibilityRule = {
  code: 'delivery',
  holds: (candidate, opening) => candidate.deliveries.includes(opening.delivery),
};
