import { failedRules } from '../../domain/eligibility/eligibility.ts';
import type { RuleCode } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import { openingsOf, rankOf } from '../openings.ts';
import type { MatchResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';

/** What is so of a pair in any match: the rules in its way, or that it is there, or that it could be. */
export type Facts = {
  readonly lineId: string;
  readonly kind: 'ineligible' | 'matched' | 'eligible';
  readonly failedRules: readonly RuleCode[];
  readonly rank: number | null;
};

/**
 * The facts of an application and each line of a request, of a match whose prices do not say what another would cost. A request that
 * the match holds at a distance is judged as what it asked for. Undefined for an unknown application; O(lines + matches).
 */
export function factsOf(snapshot: Snapshot, { matches }: MatchResult, applicationId: string, requestId: string): Facts[] | undefined {
  const application = snapshot.applications.find(({ id }) => id === applicationId);
  if (application === undefined) return undefined;
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const matched = new Set(matches.map(pairKey));
  const own = openingsOf(snapshot).filter((opening) => opening.requestId === requestId);
  return own.map((opening) => {
    const { lineId } = opening;
    const key = pairKey({ applicationId, lineId });
    const rank = rankOf(application, opening);
    if (matched.has(key)) return { lineId, kind: 'matched', failedRules: [], rank };
    const failed = failedRules(application, opening, excluded.has(key));
    return { lineId, kind: failed.length > 0 ? 'ineligible' : 'eligible', failedRules: failed, rank: failed.length > 0 ? null : rank };
  });
}
