import { isAimedAt, type EligibilityRule } from './rule.ts';

/** Neither side has barred the other, and the person has not declined the request before, nor stepped back from it. */
export const barred: EligibilityRule = {
  code: 'barred',
  holds: (candidate, opening) =>
    !candidate.never.some((target) => isAimedAt(target, opening)) &&
    !candidate.barredByCountyCodes.includes(opening.countyCode) &&
    !candidate.declinedRequestIds.includes(opening.requestId),
};
