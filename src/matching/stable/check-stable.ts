import { isEligible } from '../../domain/eligibility/eligibility.ts';
import { canonicalText, ordered, pairKey, sha256Of } from '../canonical.ts';
import { openingsOf } from '../openings.ts';
import { goalsOf } from '../policies.ts';
import type { MatchResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { feasiblePlacements, Wrong, type CheckedPlacement } from '../feasible.ts';
import { summaryOf, wrongInSummary } from '../summary.ts';
import { blockingPairs } from './blocking-pairs.ts';
import { goalValues } from './goal-values.ts';
import { hasNoStableMatch } from './none-exists.ts';

/** What a check of policy `stable` finds: stable; unstable, with exactly the pairs that block listed; or the first thing that is wrong. */
export type StableVerdict =
  | { readonly stable: true }
  | { readonly stable: false; readonly blockingPairs: number }
  | { readonly stable: false; readonly wrong: string };

/**
 * Whether a result of policy `stable` is true, from snapshot and match alone, without the procedures that made it: it is feasible, exactly the
 * pairs listed block, and what it states (values, ranks, summary) is so. That no stable match exists is tried again. It does
 * not ask whether another stable match is better for the volunteers, nor whether a request had to be closed.
 * Time: linear in the pairs judged, plus, for teams, the ways to seat them.
 */
export function checkStable(given: Snapshot, result: MatchResult): StableVerdict {
  try {
    const snapshot = ordered(given);
    checkBelonging(snapshot, result);
    const placements = feasiblePlacements(snapshot, result);
    checkBlocking(snapshot, result);
    checkStatements(snapshot, result, placements);
    return result.status === 'stable' ? { stable: true } : { stable: false, blockingPairs: result.blockingPairs.length };
  } catch (error) {
    if (error instanceof Wrong) return { stable: false, wrong: error.message };
    throw error;
  }
}

function checkBelonging(snapshot: Snapshot, result: MatchResult): void {
  if (result.policy !== snapshot.policy) throw new Wrong(`the result follows ${result.policy}, the snapshot asks ${snapshot.policy}`);
  if (result.snapshotSha256 !== sha256Of(canonicalText(snapshot))) throw new Wrong('the result belongs to another snapshot');
  if (result.gap !== null || result.branching !== null) throw new Wrong('a stable match has no bound to prove');
  if (result.prices.hub.length > 0) throw new Wrong('prices: a stable match has none');
  for (const [kind, priced] of Object.entries(result.prices)) {
    if (Object.keys(priced).length > 0) throw new Wrong(`prices of ${kind}: a stable match has none`);
  }
}

function checkBlocking(snapshot: Snapshot, result: MatchResult): void {
  const isSaid = new Set(result.blockingPairs.map(pairKey));
  const found = blockingPairs(snapshot, result, 'settled');
  const unsaid = found.find((pair) => !isSaid.has(pairKey(pair)));
  if (unsaid !== undefined) {
    throw new Wrong(`application ${unsaid.applicationId} and line ${unsaid.lineId} would both rather have each other`);
  }
  if (JSON.stringify(result.blockingPairs) !== JSON.stringify(found)) throw new Wrong('blocking pairs: some listed do not block, or twice');
  const status = found.length === 0 ? 'stable' : 'unstable';
  if (result.status !== status) throw new Wrong(`the result says ${result.status}, ${found.length} pairs block`);
  if ((result.unstableBecause === null) !== (found.length === 0)) throw new Wrong(`unstableBecause: ${result.unstableBecause}`);
  if (result.unstableBecause === 'none-exists' && !hasNoStableMatch(snapshot, result)) {
    throw new Wrong('that no stable match exists is not confirmed');
  }
}

function checkStatements(snapshot: Snapshot, result: MatchResult, placements: readonly CheckedPlacement[]): void {
  const goals = goalsOf(snapshot);
  const values = goalValues(snapshot, goals, placements);
  const counted = JSON.stringify(goals.map(({ name }, k) => ({ name, value: values[k]! })));
  if (JSON.stringify(result.goals) !== counted) throw new Wrong(`goals: the match is worth ${counted}`);
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const openings = Map.groupBy(openingsOf(snapshot), ({ subject }) => subject);
  let pairs = 0;
  for (const application of snapshot.applications) {
    for (const subject of new Set(application.subjects.map((taught) => taught.subject))) {
      for (const opening of openings.get(subject) ?? []) {
        const isExcluded = excluded.size > 0 && excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }));
        if (isEligible(application, opening, isExcluded)) pairs += 1;
      }
    }
  }
  // What is stable with its ties settled is stable with them open.
  const blocking = result.blockingPairs.length === 0 ? 0 : blockingPairs(snapshot, result, 'open').length;
  const summary = summaryOf(snapshot, result.matches, { pairs, blockingPairs: blocking });
  const wrong = wrongInSummary(summary, result.summary);
  if (wrong !== undefined) throw new Wrong(wrong);
}
