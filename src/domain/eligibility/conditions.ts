import type { EligibilityRule } from './rule.ts';

/** Nobody is matched to host conditions that changed after they ranked the request, until they have said that they still want to go. */
export const conditions: EligibilityRule = {
  code: 'conditions',
  holds: (candidate, opening) => candidate.unansweredRequestIds?.includes(opening.requestId) !== true,
};
