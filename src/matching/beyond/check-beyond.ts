import { canonicalText, ordered, pairKey, sha256Of } from '../canonical.ts';
import { isEligible } from '../../domain/eligibility/eligibility.ts';
import { feasiblePlacements, Wrong } from '../feasible.ts';
import type { MatchResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { blockingPairs } from '../stable/blocking-pairs.ts';
import { summaryOf, wrongInSummary } from '../summary.ts';
import { valuesOf } from './beyond-match.ts';
import type { Branching, Decision } from './decisions.ts';
import { dualBound, isBefore, Unpriced } from './dual-bound.ts';
import { answersTo, beyondGoalsOf, Question, type BeyondGoal } from './question.ts';

/** Proven the best; proven within so much of it on a goal, those before it being the best; or the first thing that is wrong. */
export type BeyondVerdict =
  | { readonly optimal: true }
  | { readonly optimal: false; readonly within: { readonly goal: string; readonly by: number } }
  | { readonly optimal: false; readonly wrong: string };

/**
 * Whether a match beyond a flow is feasible, and as good as it says: from snapshot, match and the tree of questions alone. The answers to each question
 * leave nothing out, and at each leaf the prices bound every match under the answers on the way. It shares the question (rules,
 * goals, what an answer allows) with the matcher, and no code with the search or the solver. Linear in pairs times leaves.
 */
export function checkBeyond(given: Snapshot, result: MatchResult): BeyondVerdict {
  try {
    const snapshot = ordered(given);
    checkBelonging(snapshot, result);
    feasiblePlacements(snapshot, result);
    const goals = beyondGoalsOf(snapshot);
    const values = checkValues(snapshot, goals, result);
    checkBound(snapshot, goals, result, values);
    checkSummary(snapshot, result);
    const { gap } = result;
    return gap === null ? { optimal: true } : { optimal: false, within: { goal: gap.goal, by: gap.within } };
  } catch (error) {
    if (error instanceof Wrong || error instanceof Unpriced) return { optimal: false, wrong: error.message };
    throw error;
  }
}

function checkBelonging(snapshot: Snapshot, result: MatchResult): void {
  if (result.policy !== snapshot.policy) throw new Wrong(`the result follows ${result.policy}, the snapshot asks ${snapshot.policy}`);
  if (result.snapshotSha256 !== sha256Of(canonicalText(snapshot))) throw new Wrong('the result belongs to another snapshot');
  const priced = Object.values(result.prices).some((kind) => Object.keys(kind).length > 0);
  if (priced || result.blockingPairs.length > 0 || result.unstableBecause !== null) {
    throw new Wrong('prices stand in the branches, and what a stable match says has no place here');
  }
}

function checkValues(snapshot: Snapshot, goals: readonly BeyondGoal[], result: MatchResult): number[] {
  const values = valuesOf(snapshot, goals, result);
  const counted = JSON.stringify(goals.map(({ name }, k) => ({ name, value: values[k]! })));
  if (JSON.stringify(result.goals) !== counted) throw new Wrong(`goals: the match is worth ${counted}`);
  return values;
}

function checkBound(snapshot: Snapshot, goals: readonly BeyondGoal[], result: MatchResult, values: readonly number[]): void {
  const { branching, gap, status } = result;
  if (branching === null) throw new Wrong('the result has no branches');
  if (branching.bound.length !== goals.length) throw new Wrong(`bound: expected one for each of ${goals.length} goals`);
  const k = values.findIndex((value, i) => value !== branching.bound[i]);
  const within = k === -1 ? null : { goal: goals[k]!.name, within: values[k]! - branching.bound[k]! };
  if (JSON.stringify(gap) !== JSON.stringify(within)) throw new Wrong(`gap: by its bound it is ${JSON.stringify(within)}`);
  if (status !== (k === -1 ? 'optimal' : 'bounded')) throw new Wrong(`the result says ${status}`);
  checkBranch(snapshot, goals, branching.bound, branching.tree, []);
}

function checkBranch(
  snapshot: Snapshot,
  goals: readonly BeyondGoal[],
  bound: readonly number[],
  branch: Branching,
  decisions: readonly Decision[],
): void {
  const question = new Question(snapshot, decisions);
  if ('prices' in branch) {
    checkLeaf(question, goals, bound, branch.prices);
    return;
  }
  const answers = answersTo(question, branch.split);
  if (answers === undefined || question.isDecided(branch.split))
    throw new Wrong('a branch asks what has no answer here, or has one already');
  if (answers.length !== branch.branches.length)
    throw new Wrong(`a branch has ${branch.branches.length} answers where there are ${answers.length}`);
  for (const [i, answer] of answers.entries()) checkBranch(snapshot, goals, bound, branch.branches[i]!, [...decisions, answer]);
}

function checkLeaf(
  question: Question,
  goals: readonly BeyondGoal[],
  bound: readonly number[],
  prices: Parameters<typeof dualBound>[2],
): void {
  const { snapshot, lodged } = question;
  const known = {
    applications: new Set(snapshot.applications.map(({ id }) => id)),
    lines: new Set(snapshot.lines.map(({ id }) => id)),
    requests: new Set(snapshot.requests.map(({ id }) => id)),
    lodgings: new Set(lodged.requests.map(({ id }) => id)),
    counties: new Set(snapshot.counties.map(({ code }) => code)),
    provinces: new Set(snapshot.provinces.map(({ code }) => code)),
  };
  for (const kind of ['applications', 'lines', 'requests', 'lodgings', 'counties', 'provinces'] as const) {
    const stray = Object.keys(prices[kind]).find((id) => !known[kind].has(id));
    if (stray !== undefined) throw new Wrong(`prices of ${kind} ${stray}: not in the snapshot`);
  }
  const least = dualBound(question, goals, prices);
  if (isBefore(least, [-question.forcedCount(), ...bound])) throw new Wrong('a leaf does not prove the bound');
}

function checkSummary(snapshot: Snapshot, result: MatchResult): void {
  const { openings } = new Question(snapshot, []);
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  let pairs = 0;
  for (const application of snapshot.applications) {
    for (const opening of openings) {
      if (!application.subjects.some(({ subject }) => subject === opening.subject)) continue;
      const isExcluded = excluded.size > 0 && excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }));
      if (isEligible(application, opening, isExcluded)) pairs += 1;
    }
  }
  const summary = summaryOf(snapshot, result.matches, { pairs, blockingPairs: blockingPairs(snapshot, result, 'open').length });
  const wrong = wrongInSummary(summary, result.summary);
  if (wrong !== undefined) throw new Wrong(wrong);
}
