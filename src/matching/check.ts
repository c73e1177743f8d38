import { checkBeyond, type BeyondVerdict } from './beyond/check-beyond.ts';
import { isBeyondFlow } from './beyond/question.ts';
import { checkFlow } from './check-flow.ts';
import { Wrong } from './feasible.ts';
import type { MatchResult } from './result.ts';
import { isSealed } from './seal.ts';
import type { Snapshot } from './snapshot.ts';
import { checkStable, type StableVerdict } from './stable/check-stable.ts';

export type Verdict = BeyondVerdict | StableVerdict;

/**
 * Whether a match is feasible and optimal, from snapshot, match and prices alone. It shares the policy and the
 * eligibility rules with the matcher, for they are the question; it shares no code with the solver that answers it. What the
 * result states of the match (values, ranks, summary) is counted again. Policy `stable` has a checker of its own.
 *
 * Time: linear in the pairs judged, for each leaf where there are branches. Gives the first thing that is wrong; last of all, that something was
 * changed which proves as much, such as a price within its slack.
 */
export function checkMatch(snapshot: Snapshot, result: MatchResult): Verdict {
  const verdict = verdictOf(snapshot, result);
  if ('wrong' in verdict || isSealed(result)) return verdict;
  const wrong = 'the result was changed after it was made: it has another SHA-256';
  return 'stable' in verdict ? { stable: false, wrong } : { optimal: false, wrong };
}

function verdictOf(snapshot: Snapshot, result: MatchResult): Verdict {
  if (snapshot.policy === 'stable') return checkStable(snapshot, result);
  if (isBeyondFlow(snapshot)) return checkBeyond(snapshot, result);
  try {
    checkFlow(snapshot, result);
    return { optimal: true };
  } catch (error) {
    if (error instanceof Wrong) return { optimal: false, wrong: error.message };
    throw error;
  }
}
