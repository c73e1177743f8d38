import { isAimedAt, type EligibilityRule } from './rule.ts';

/** "Only these" means these. */
export const area: EligibilityRule = {
  code: 'area',
  holds: (candidate, opening) => candidate.scope !== 'only_these' || candidate.choices.some(({ target }) => isAimedAt(target, opening)),
};
