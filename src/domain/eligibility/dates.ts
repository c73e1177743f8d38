import { holds } from '../calendar.ts';
import type { EligibilityRule } from './rule.ts';

/**
 * One window must hold the whole term: a lesson missed in the middle is a class without a teacher. At a distance the
 * window must also leave enough hours a week; who travels is there all week.
 */
export const dates: EligibilityRule = {
  code: 'dates',
  holds: (candidate, opening) =>
    candidate.windows.some(
      (window) => holds(window, opening) && (opening.delivery !== 'distance' || window.weeklyHours >= opening.weeklyHours),
    ),
};
