import type { Candidate, EligibilityRule, Opening } from './rule.ts';

/** Kind, languages, age and teaching permit that the line asks. */
export const person: EligibilityRule = {
  code: 'person',
  holds: (candidate, opening) =>
    (opening.kinds.length === 0 || opening.kinds.includes(candidate.kind)) &&
    opening.languages.every((language) => candidate.languages.includes(language)) &&
    isOldEnough(candidate.bornDay, opening) &&
    (!opening.teachingPermit || hasPermit(candidate, opening)),
};

/** Compares days as text, because this is asked of every pair: born on or before the same day `minimumAge` years earlier. */
function isOldEnough(bornDay: string, opening: Opening): boolean {
  const latestYear = Number(opening.startDay.slice(0, 4)) - opening.minimumAge;
  return bornDay <= `${latestYear}${opening.startDay.slice(4)}`;
}

function hasPermit(candidate: Candidate, opening: Opening): boolean {
  return candidate.clearances.some((check) => check.kind === 'teaching_permit' && check.validThroughDay >= opening.endDay);
}
