import { sha256Of, sortedText } from '../canonical.ts';
import type { MatchStep } from '../match.ts';
import { rankOf } from '../openings.ts';
import type { Pairs } from '../pairs.ts';
import type { MatchResult, UnsealedResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { blockingPairs } from '../stable/blocking-pairs.ts';
import { goalValues } from '../stable/goal-values.ts';
import { countyTogether } from '../stable/teams-side.ts';
import { summaryOf } from '../summary.ts';
import { branchAndBound } from './branch-and-bound.ts';
import { beyondGoalsOf, Question, type BeyondGoal } from './question.ts';
import type { Relaxation } from './relaxation.ts';

/**
 * The match of a snapshot with teams, requests that are all or nothing, or several placements a person: the best of all where the search
 * comes to its end, and otherwise one with a proven bound. The snapshot is ordered. A generator, as every match is.
 */
export function* beyondSteps(snapshot: Snapshot, budget?: number): Generator<MatchStep, UnsealedResult> {
  const goals = beyondGoalsOf(snapshot);
  const { pairs, ownPairs } = pairsOf(snapshot);
  yield { done: 0.1, at: 'pairs' };
  const search = branchAndBound(snapshot, goals, pairs, budget);
  let step = search.next();
  for (; step.done !== true; step = search.next()) yield { done: 0.1 + 0.9 * step.value, at: 'branches' };
  const { best, bound, tree } = step.value;
  const placed = placedIn(best);
  const values = valuesOf(snapshot, goals, placed);
  const k = values.findIndex((value, i) => value !== bound[i]);
  return {
    format: 'zhijiao-match-1',
    status: k === -1 ? 'optimal' : 'bounded',
    policy: snapshot.policy,
    snapshotSha256: sha256Of(sortedText(snapshot)),
    goals: goals.map(({ name }, i) => ({ name, value: values[i]! })),
    matches: placed.matches,
    closedRequestIds: placed.closedRequestIds,
    turnedRequestIds: placed.turnedRequestIds,
    gap: k === -1 ? null : { goal: goals[k]!.name, within: values[k]! - bound[k]! },
    branching: { bound: [...bound], tree },
    blockingPairs: [],
    unstableBecause: null,
    prices: { hub: [], applications: {}, lines: {}, requests: {}, lodgings: {}, counties: {}, provinces: {} },
    summary: summaryOf(snapshot, placed.matches, { pairs: ownPairs, blockingPairs: blockingPairs(snapshot, placed, 'open').length }),
  };
}

/** Every pair that some decision may allow, and how many are eligible as the requests stand. */
function pairsOf(snapshot: Snapshot): { readonly pairs: Pairs; readonly ownPairs: number } {
  const question = new Question(snapshot, []);
  const linesBySubject = Map.groupBy(question.openings.keys(), (line) => question.openings[line]!.subject);
  const rowStart = new Int32Array(snapshot.applications.length + 1);
  const found: number[] = [];
  let ownPairs = 0;
  for (const [a, application] of snapshot.applications.entries()) {
    const row = [...new Set(application.subjects.map(({ subject }) => subject))].flatMap((subject) =>
      (linesBySubject.get(subject) ?? []).filter((line) => {
        const isOwn = question.isEligible(application, line, 'own');
        if (isOwn) ownPairs += 1;
        return isOwn || question.isEligible(application, line, 'far');
      }),
    );
    for (const line of row.toSorted((x, y) => x - y)) found.push(line);
    rowStart[a + 1] = found.length;
  }
  return { pairs: { rowStart, line: Int32Array.from(found) }, ownPairs };
}

type Placed = Pick<MatchResult, 'matches' | 'closedRequestIds' | 'turnedRequestIds'>;

function placedIn({ question, linesOf }: Relaxation): Placed {
  const { snapshot, openings } = question;
  const matches = snapshot.applications.flatMap((application, a) =>
    linesOf[a]!.map((line) => ({
      applicationId: application.id,
      lineId: openings[line]!.lineId,
      rank: rankOf(application, openings[line]!),
    })),
  );
  const held = new Set(linesOf.flat().map((line) => openings[line]!.requestId));
  const minimum = Map.groupBy(snapshot.lines, ({ requestId }) => requestId);
  const mayClose = snapshot.requests.filter(({ belowMinimum }) => belowMinimum !== 'goes_ahead').map(({ id }) => id);
  return {
    matches,
    closedRequestIds: mayClose.filter((id) => !held.has(id) && (minimum.get(id) ?? []).some((line) => line.minimum > 0)),
    turnedRequestIds: mayClose.filter((id) => held.has(id) && question.isTurned(id)),
  };
}

/** What the match is worth, goal by goal. */
export function valuesOf(snapshot: Snapshot, goals: readonly BeyondGoal[], { matches, turnedRequestIds }: Placed): number[] {
  const { openings } = new Question(snapshot, []);
  const openingOf = new Map(openings.map((opening) => [opening.lineId, opening]));
  const applications = new Map(snapshot.applications.map((application) => [application.id, application]));
  const placements = matches.map(({ applicationId, lineId }) => ({
    application: applications.get(applicationId)!,
    opening: openingOf.get(lineId)!,
  }));
  const heldBy = Map.groupBy(placements, ({ application }) => application.id);
  const decided = {
    turned: turnedRequestIds.length,
    apart: snapshot.teams.filter((team) => countyTogether(team, heldBy) === undefined).length,
  };
  const values = goalValues(
    snapshot,
    goals.filter((goal) => goal.of !== 'decisions'),
    placements,
  );
  let next = 0;
  return goals.map((goal) => {
    if (goal.of === 'decisions') return decided[goal.name];
    next += 1;
    return values[next - 1]!;
  });
}
