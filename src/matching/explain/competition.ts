import type { SolvedNetwork } from './solved-network.ts';

/** Those who compete for the same people: the minimum cut around a line's missing seat. */
export type Competition = {
  /** Lines between which people could be moved without loss to any goal up to this one's: nobody more can come to any of them. */
  readonly lineIds: readonly string[];
  readonly requestIds: readonly string[];
  /** What these lines ask for together, up to their ideals, and what they have. */
  readonly seatsAsked: number;
  readonly placed: number;
  /** How many are eligible for any of them, and how many of those serve an earlier goal elsewhere. */
  readonly eligible: number;
  readonly placedElsewhere: number;
};

/**
 * The set from which the line can be reached in the residual network without cost on any goal up to that of its missing seat, backwards from the
 * line. O(arcs). Source: Ford & Fulkerson (1956), on the face of the goals so far.
 */
export function competitionFor(solved: SolvedNetwork, line: number): Competition {
  const { snapshot, structure, openings } = solved;
  const { nodes } = structure;
  const reached = reachedBackwards(solved, nodes.lines + line, goalOfMissingSeat(solved, line));
  const lines = snapshot.lines.map((_, l) => l).filter((l) => reached[nodes.lines + l] === 1);
  const isAmong = new Set(lines);
  const people = peopleFor(solved, isAmong);
  return {
    lineIds: lines.map((l) => snapshot.lines[l]!.id),
    requestIds: [...new Set(lines.map((l) => openings[l]!.requestId))],
    seatsAsked: lines.reduce((sum, l) => sum + snapshot.lines[l]!.ideal, 0),
    placed: people.here,
    eligible: people.eligible,
    placedElsewhere: people.elsewhere,
  };
}

/** The goal under which the line's next seat up to its ideal counts. */
function goalOfMissingSeat({ structure, goals, flow, capacity, costOf }: SolvedNetwork, line: number): number {
  const arcs = [0, 1, 2].map((part) => structure.seatArcs[3 * line + part]!.arc);
  const next = arcs.find((arc) => flow[arc]! < capacity[arc]!) ?? arcs[2]!;
  const goal = goals.findIndex((_, k) => costOf(next, k) !== 0);
  return goal === -1 ? goals.length - 1 : goal;
}

function reachedBackwards(solved: SolvedNetwork, from: number, lastGoal: number): Uint8Array {
  const { structure, out, into, flow, capacity } = solved;
  const { source, target, nodes } = structure.network;
  const reached = new Uint8Array(nodes);
  const queue = [from];
  reached[from] = 1;
  const visit = (node: number) => {
    // Round the hub everybody competes with everybody: the cut is on this side of it.
    if (reached[node] === 1 || node === structure.nodes.hub) return;
    reached[node] = 1;
    queue.push(node);
  };
  for (const node of queue) {
    for (let i = into.start[node]!; i < into.end[node]!; i += 1) {
      const arc = into.arcs[i]!;
      if (flow[arc]! < capacity[arc]! && isFree(solved, arc, lastGoal)) visit(source[arc]!);
    }
    for (let i = out.start[node]!; i < out.end[node]!; i += 1) {
      const arc = out.arcs[i]!;
      if (flow[arc]! > 0 && isFree(solved, arc, lastGoal)) visit(target[arc]!);
    }
  }
  return reached;
}

function isFree({ structure, goals, price, costOf }: SolvedNetwork, arc: number, lastGoal: number): boolean {
  const from = structure.network.source[arc]! * goals.length;
  const to = structure.network.target[arc]! * goals.length;
  for (let k = 0; k <= lastGoal; k += 1) if (costOf(arc, k) + price[from + k]! !== price[to + k]!) return false;
  return true;
}

function peopleFor(
  { pairs, flow, structure }: SolvedNetwork,
  lines: ReadonlySet<number>,
): { here: number; elsewhere: number; eligible: number } {
  const people = { here: 0, elsewhere: 0, eligible: 0 };
  for (let a = 0; a + 1 < pairs.rowStart.length; a += 1) {
    let isEligible = false;
    let placedAt = -1;
    for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
      if (lines.has(pairs.line[pair]!)) isEligible = true;
      if (flow[structure.firstPairArc + pair] === 1) placedAt = pairs.line[pair]!;
    }
    if (!isEligible) continue;
    people.eligible += 1;
    if (placedAt !== -1) people[lines.has(placedAt) ? 'here' : 'elsewhere'] += 1;
  }
  return people;
}
