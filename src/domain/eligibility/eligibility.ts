import { area } from './area.ts';
import { barred } from './barred.ts';
import { clearance } from './clearance.ts';
import { conditions } from './conditions.ts';
import { dates } from './dates.ts';
import { delivery } from './delivery.ts';
import { overlap } from './overlap.ts';
import { person } from './person.ts';
import { returning } from './returning.ts';
import type { Candidate, EligibilityRule, Opening, RuleCode } from './rule.ts';
import { subject } from './subject.ts';

/** The rules in the order in which people read them. A coordinator's lock comes last: it belongs to the pair, not to either side. */
export const eligibilityRules: readonly EligibilityRule[] = [
  subject,
  delivery,
  dates,
  person,
  clearance,
  overlap,
  area,
  barred,
  conditions,
  returning,
];

/**
 * Every rule that the pair fails; empty when it is eligible. `isExcluded` says that a coordinator ruled the pair out.
 * Linear in the lists of both sides.
 */
export function failedRules(candidate: Candidate, opening: Opening, isExcluded: boolean): readonly RuleCode[] {
  const failed = eligibilityRules.filter((rule) => !rule.holds(candidate, opening)).map((rule) => rule.code);
  return isExcluded ? [...failed, 'lock'] : failed;
}

/** True when no rule fails; stops at the first that does. */
export function isEligible(candidate: Candidate, opening: Opening, isExcluded: boolean): boolean {
  return !isExcluded && eligibilityRules.every((rule) => rule.holds(candidate, opening));
}
