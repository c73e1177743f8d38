import { failedRules } from '../../domain/eligibility/eligibility.ts';
import type { Opening, RuleCode } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import type { MatchResult } from '../result.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';

/** Of the lines in a volunteer's subjects: for how many the volunteer is eligible, and which rule alone keeps them from most others. */
export type AbleFor = { readonly lines: number; readonly eligible: number; readonly nearest: RuleCode | undefined };

/** What is so of one application whatever the match. O(lines). */
export function ableFor(application: SnapshotApplication, openings: readonly Opening[], excluded: ReadonlySet<string>): AbleFor {
  const own = openings.filter(({ subject }) => application.subjects.some((taught) => taught.subject === subject));
  const failed = own.map((opening) =>
    failedRules(application, opening, excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }))),
  );
  return { lines: own.length, eligible: failed.filter((rules) => rules.length === 0).length, nearest: commonest(failed) };
}

/** The rule that stands alone in the way most often; where none ever does, the one that stands there most often beside others. */
function commonest(failed: readonly (readonly RuleCode[])[]): RuleCode | undefined {
  const alone = failed.filter((rules) => rules.length === 1).flat();
  const counts = Map.groupBy(alone.length > 0 ? alone : failed.flat(), (rule) => rule);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/** Of the volunteers of a line's subject: how many are eligible, how many of those are placed, and what alone keeps how many others out. */
export type AbleOf = {
  readonly teach: number;
  readonly eligible: number;
  readonly placedElsewhere: number;
  readonly keptOutBy: readonly { readonly rule: RuleCode; readonly volunteers: number }[];
};

/** What is so of one line whatever the policy. O(applications). */
export function ableOf(opening: Opening, { applications, locks }: Snapshot, { matches }: Pick<MatchResult, 'matches'>): AbleOf {
  const excluded = new Set(locks.exclude.map(pairKey));
  const placedAt = new Map(matches.map(({ applicationId, lineId }) => [applicationId, lineId]));
  const teaching = applications.filter(({ subjects }) => subjects.some(({ subject }) => subject === opening.subject));
  const judged = teaching.map((application) => ({
    at: placedAt.get(application.id),
    failed: failedRules(application, opening, excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }))),
  }));
  const eligible = judged.filter(({ failed }) => failed.length === 0);
  const alone = Map.groupBy(
    judged.flatMap(({ failed }) => (failed.length === 1 ? failed : [])),
    (rule) => rule,
  );
  return {
    teach: teaching.length,
    eligible: eligible.length,
    placedElsewhere: eligible.filter(({ at }) => at !== undefined && at !== opening.lineId).length,
    keptOutBy: [...alone].map(([rule, { length: volunteers }]) => ({ rule, volunteers })).toSorted((a, b) => b.volunteers - a.volunteers),
  };
}
