import { beyondSteps } from './beyond/beyond-match.ts';
import { isBeyondFlow } from './beyond/question.ts';
import type { Opening } from '../domain/eligibility/rule.ts';
import { ordered, sha256Of, sortedText } from './canonical.ts';
import { cheapestCirculation, type Circulation } from './network/circulation.ts';
import { goalOnArcs, structureOf, type Structure } from './network/structure.ts';
import { pricesById } from './network/prices-by-id.ts';
import { openingsOf, rankOf } from './openings.ts';
import { findPairs, type Pairs } from './pairs.ts';
import { goalsOf, type PolicyGoal } from './policies.ts';
import type { MatchResult, UnsealedResult } from './result.ts';
import { sealed } from './seal.ts';
import { pairsKeepingTold, provenWithTold } from './repair/keep-told.ts';
import type { Snapshot } from './snapshot.ts';
import { blockingAmong, unaltered } from './stable/blocking-pairs.ts';
import { stableSteps } from './stable/stable-match.ts';
import { summaryOf } from './summary.ts';

/** How far a match is: `done` from 0 to 1, and the goal it works at. */
export type MatchStep = { readonly done: number; readonly at: string };

/**
 * The best match of a snapshot, with the prices that prove it. A generator: between two steps the caller may look at the
 * clock, save progress, or drop it to stop. The same snapshot, in whatever order, gives the same result, byte for byte.
 *
 * Exact for nested capacities and strictly ordered goals. Memory: linear in the eligible pairs.
 */
export function* matchSteps(given: Snapshot): Generator<MatchStep, MatchResult> {
  return sealed(yield* unsealedSteps(given));
}

function* unsealedSteps(given: Snapshot): Generator<MatchStep, UnsealedResult> {
  const snapshot = ordered(given);
  if (snapshot.policy !== 'stable' && isBeyondFlow(snapshot)) return yield* beyondSteps(snapshot);
  const openings = openingsOf(snapshot);
  const pairs = yield* pairsWithSteps(snapshot, openings);
  if (snapshot.policy === 'stable') return yield* stableSteps(snapshot, openings, pairs);
  const goals = goalsOf(snapshot);
  const { within, structure, solution } = yield* bestWithSteps(snapshot, openings, pairs, goals);
  const matches = matchesOf(snapshot, openings, within, structure, solution.flow);
  return {
    format: 'zhijiao-match-1',
    status: 'optimal',
    policy: snapshot.policy,
    snapshotSha256: sha256Of(sortedText(snapshot)),
    goals: goals.map((goal) => ({ name: goal.name, value: valueOf(goal, snapshot, openings, within, structure, solution.flow) })),
    matches,
    closedRequestIds: [],
    turnedRequestIds: [],
    gap: null,
    branching: null,
    blockingPairs: [],
    unstableBecause: null,
    prices: pricesById(snapshot, structure, solution.prices),
    summary: summaryOf(snapshot, matches, {
      pairs: pairs.line.length,
      blockingPairs: blockingAmong(snapshot, pairs, unaltered(matches), 'open').length,
    }),
  };
}

/** Runs to the end at once. */
export function match(snapshot: Snapshot): MatchResult {
  const steps = matchSteps(snapshot);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Share of the way that finding pairs is given in the progress; the goals share the rest. */
const pairsShare = 0.3;

function* pairsWithSteps(snapshot: Snapshot, openings: readonly Opening[]): Generator<MatchStep, Pairs> {
  const search = findPairs(snapshot, openings);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
    yield { done: (pairsShare * value) / snapshot.applications.length, at: 'pairs' };
  }
}

type Best = {
  /** The pairs that the structure was made of. */
  readonly within: Pairs;
  readonly structure: Structure;
  readonly solution: Circulation;
};

/** Where people were told of their places, first among the matches that move nobody. */
function* bestWithSteps(
  snapshot: Snapshot,
  openings: readonly Opening[],
  pairs: Pairs,
  goals: readonly PolicyGoal[],
): Generator<MatchStep, Best> {
  const keeping = pairsKeepingTold(snapshot, pairs);
  for (const within of keeping === undefined ? [pairs] : [keeping.pairs, pairs]) {
    const structure = structureOf(snapshot, within);
    const solution = yield* solveWithSteps(snapshot, openings, within, structure, goals);
    const isProven = within === pairs || provenWithTold(solution, structure, keeping!.told, { snapshot, openings, goals, pairs });
    if (isProven) return { within, structure, solution };
  }
  throw new Error('the whole network proves itself');
}

function* solveWithSteps(
  snapshot: Snapshot,
  openings: readonly Opening[],
  pairs: Pairs,
  structure: Structure,
  goals: readonly PolicyGoal[],
): Generator<MatchStep, Circulation> {
  const onArcs = goals.map((goal) => goalOnArcs(goal, structure, snapshot, openings, pairs));
  const steps = cheapestCirculation(structure.network, onArcs);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield { done: pairsShare + ((1 - pairsShare) * (value.goal + value.done)) / goals.length, at: goals[value.goal]!.name };
  }
}

function matchesOf(snapshot: Snapshot, openings: readonly Opening[], pairs: Pairs, structure: Structure, flow: Float64Array) {
  return snapshot.applications.flatMap((application, a) => {
    for (let i = pairs.rowStart[a]!; i < pairs.rowStart[a + 1]!; i += 1) {
      if (flow[structure.firstPairArc + i] !== 1) continue;
      const opening = openings[pairs.line[i]!]!;
      return [{ applicationId: application.id, lineId: opening.lineId, rank: rankOf(application, opening) }];
    }
    return [];
  });
}

function valueOf(
  goal: PolicyGoal,
  snapshot: Snapshot,
  openings: readonly Opening[],
  pairs: Pairs,
  { seatArcs, extraArcs, firstPairArc }: Structure,
  flow: Float64Array,
): number {
  if (goal.of === 'seats') return seatArcs.reduce((sum, { arc, part, tier }) => sum + flow[arc]! * goal.cost(part, tier), 0);
  if (goal.of === 'counties') return extraArcs.reduce((sum, { arc, extra }) => sum + flow[arc]! * goal.cost(extra), 0);
  let sum = 0;
  for (const [a, application] of snapshot.applications.entries()) {
    for (let i = pairs.rowStart[a]!; i < pairs.rowStart[a + 1]!; i += 1) {
      if (flow[firstPairArc + i] === 1) sum += goal.cost(application, openings[pairs.line[i]!]!);
    }
  }
  return sum;
}
