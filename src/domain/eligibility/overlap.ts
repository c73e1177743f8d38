import { overlaps } from '../calendar.ts';
import type { EligibilityRule } from './rule.ts';

/** No other placement of that person in those dates. */
export const overlap: EligibilityRule = {
  code: 'overlap',
  holds: (candidate, opening) => !candidate.busy.some((term) => overlaps(term, opening)),
};
