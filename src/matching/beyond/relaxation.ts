import { cheapestCirculation } from '../network/circulation.ts';
import { pricesById } from '../network/prices-by-id.ts';
import { goalOnArcs, structureOf, type Slots, type Structure } from '../network/structure.ts';
import type { Pairs } from '../pairs.ts';
import type { Decision, LeafPrices } from './decisions.ts';
import { Question, type BeyondGoal } from './question.ts';

/** A flow that is at least as good as every match under some decisions. */
export type Relaxation = {
  readonly question: Question;
  /** What is forced, but not reached: as long as there is any, no match keeps to the decisions. */
  readonly unreached: number;
  /** Goal by goal, with what the decisions add. */
  readonly value: readonly number[];
  readonly prices: LeafPrices;
  /** Per application: the lines it is in. */
  readonly linesOf: readonly (readonly number[])[];
  readonly work: number;
};

/**
 * The best flow under the decisions: goal after goal as for any match, after a first goal for what they force. `pairs` are those that some
 * decision may allow. A generator that gives the share done.
 */
export function* relax(
  snapshot: Question['snapshot'],
  goals: readonly BeyondGoal[],
  pairs: Pairs,
  decisions: readonly Decision[],
): Generator<number, Relaxation> {
  const question = new Question(snapshot, decisions);
  const allowed = allowedPairs(question, pairs);
  const slots = slotsOf(question, allowed);
  const structure = structureOf(question.lodged, allowed, 0, slots);
  const policyGoals = goals.filter((goal) => goal.of !== 'decisions');
  const onArcs = [
    forcedGoal(question, structure),
    ...policyGoals.map((goal) => goalOnArcs(goal, structure, snapshot, question.openings, allowed)),
  ];
  const steps = cheapestCirculation(structure.network, onArcs);
  let solved = steps.next();
  for (; solved.done !== true; solved = steps.next()) yield (solved.value.goal + solved.value.done) / onArcs.length;
  const { flow, prices } = solved.value;
  const cost = new Float64Array(flow.length);
  const values = onArcs.map((write) => {
    cost.fill(0);
    write(cost, (arc) => flow[arc]! > 0);
    return flow.reduce((sum, amount, arc) => sum + amount * cost[arc]!, 0);
  });
  return {
    question,
    unreached: question.forcedCount() + values[0]!,
    value: withDecided(goals, values.slice(1), question),
    prices: withoutHub(pricesById(question.lodged, structure, withNothing(goals, prices))),
    linesOf: linesHeld(allowed, structure, flow),
    work: flow.length,
  };
}

function allowedPairs(question: Question, { rowStart, line }: Pairs): Pairs {
  const start = new Int32Array(rowStart.length);
  const lines: number[] = [];
  for (const [a, application] of question.snapshot.applications.entries()) {
    for (let i = rowStart[a]!; i < rowStart[a + 1]!; i += 1) if (question.allows(application, line[i]!)) lines.push(line[i]!);
    start[a + 1] = lines.length;
  }
  return { rowStart: start, line: Int32Array.from(lines) };
}

function slotsOf(question: Question, { rowStart, line }: Pairs): Slots {
  const groupOf = new Int32Array(line.length).fill(-1);
  const applicationOf: number[] = [];
  const most = question.snapshot.applications.map(({ mostPlacements }) => mostPlacements);
  for (const [a, count] of most.entries()) {
    if (count === 1) continue;
    const row = [...line.subarray(rowStart[a], rowStart[a + 1])];
    for (const group of question.groupsOf(row)) {
      for (const own of group) groupOf[rowStart[a]! + row.indexOf(own)] = applicationOf.length;
      applicationOf.push(a);
    }
  }
  return { most, groupOf, applicationOf };
}

/** Arcs from the hub come first, one an application; a line's seats up to its minimum are the first of its three. */
function forcedGoal(question: Question, { seatArcs }: Structure) {
  const { applications, lines } = question.snapshot;
  return (cost: Float64Array) => {
    for (const [a, { id }] of applications.entries()) if (question.isNeeded(id)) cost[a] = -1;
    for (const [l, { requestId }] of lines.entries()) if (question.isForced(requestId)) cost[seatArcs[3 * l]!.arc] = -1;
  };
}

function withDecided(goals: readonly BeyondGoal[], values: readonly number[], question: Question): number[] {
  let next = 0;
  return goals.map((goal) => {
    if (goal.of === 'decisions') return question.decided(goal.name);
    next += 1;
    return values[next - 1]! + 0;
  });
}

/** Prices of a goal that no arc serves are nothing. */
function withNothing(goals: readonly BeyondGoal[], prices: readonly Float64Array[]): Float64Array[] {
  const nothing = new Float64Array(prices[0]!.length);
  let next = 1;
  return [
    prices[0]!,
    ...goals.map((goal) => {
      if (goal.of === 'decisions') return nothing;
      next += 1;
      return prices[next - 1]!;
    }),
  ];
}

function withoutHub({ hub: _, ...prices }: ReturnType<typeof pricesById>): LeafPrices {
  return prices;
}

function linesHeld({ rowStart, line }: Pairs, { firstPairArc }: Structure, flow: Float64Array): number[][] {
  return Array.from({ length: rowStart.length - 1 }, (_, a) =>
    [...line.subarray(rowStart[a], rowStart[a + 1])].filter((_line, i) => flow[firstPairArc + rowStart[a]! + i] === 1),
  );
}
