import type { EligibilityRule } from './rule.ts';

/** The volunteer teaches the subject, at the level asked or above. */
export const subject: EligibilityRule = {
  code: 'subject',
  holds: (candidate, opening) => candidate.subjects.some((taught) => taught.subject === opening.subject && taught.level >= opening.level),
};
