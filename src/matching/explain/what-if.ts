import type { Change } from './change.ts';
import { changedNetwork, type UnknownThing } from './changed-network.ts';
import { grownNetwork } from './grown-network.ts';
import { reducedCost } from './residual-order.ts';
import type { SolvedNetwork } from './solved-network.ts';
import { VectorSearch } from './vector-search.ts';
import type { GoalChange, Move } from './why.ts';

/** What the best match becomes: goal by goal how much larger its value is, without those that stay the same, and who moves. */
export type Outcome = { readonly costs: readonly GoalChange[]; readonly moves: readonly Move[] };

/**
 * The best match under some changes, from the best match without them. Changes break the conditions of optimality on the arcs they
 * touch only: those are filled or emptied, and what is then too much somewhere goes where it is too little along shortest paths, one
 * after another, each of which leaves reduced costs in order. So the outcome is exactly what a new match would be, while the
 * work is a few paths. The match itself stays as it is.
 *
 * O(arcs) for the copy; a search for each unit that is moved. Source: Ahuja, Magnanti & Orlin, Network Flows (1993), sections 9.7, 9.11.
 */
export function whatIf(before: SolvedNetwork, changes: readonly Change[]): Outcome | UnknownThing {
  const solved = grownNetwork(before, changes);
  const made = changedNetwork(solved, changes);
  if ('what' in made) return made;
  reoptimise(made.network, made.changed);
  return { costs: costsBetween(before, solved, made.network.flow), moves: movesBetween(solved, made.network.flow) };
}

/** Brings flow and prices of a network in order again, after the arcs named were changed. */
export function reoptimise(network: SolvedNetwork, changed: Iterable<number>): void {
  const { flow, price, structure } = network;
  const { source, target, nodes } = structure.network;
  const excess = new Float64Array(nodes);
  for (const arc of changed) {
    const wanted = flowWanted(network, arc);
    excess[source[arc]!]! += flow[arc]! - wanted;
    excess[target[arc]!]! -= flow[arc]! - wanted;
    flow[arc] = wanted;
  }
  const search = new VectorSearch(network);
  for (let node = 0; node < nodes; node += 1) {
    while (excess[node]! > 0) {
      const end = search.run(node, (at) => excess[at]! < 0);
      if (end === -1) throw new Error('from a circulation there is always a way back to one');
      const path = search.pathTo(end);
      search.lowerPrices(price, end);
      const amount = roomAlong(network, node, path, Math.min(excess[node]!, -excess[end]!));
      for (let at = node, i = 0; i < path.length; i += 1) {
        const arc = path[i]!;
        const isBackward = source[arc] !== at;
        flow[arc]! += isBackward ? -amount : amount;
        at = isBackward ? source[arc]! : target[arc]!;
      }
      excess[node]! -= amount;
      excess[end]! += amount;
    }
  }
}

/** What must flow on an arc at the present prices: all it can where that serves the goals, nothing where it does not. */
function flowWanted(network: SolvedNetwork, arc: number): number {
  const { flow, capacity, goals } = network;
  for (let k = 0; k < goals.length; k += 1) {
    const reduced = reducedCost(network, arc, k);
    if (reduced !== 0) return reduced < 0 ? capacity[arc]! : 0;
  }
  return Math.min(flow[arc]!, capacity[arc]!);
}

function roomAlong({ flow, capacity, structure }: SolvedNetwork, from: number, path: readonly number[], most: number): number {
  const { source, target } = structure.network;
  let room = most;
  let at = from;
  for (const arc of path) {
    const isBackward = source[arc] !== at;
    room = Math.min(room, isBackward ? flow[arc]! : capacity[arc]! - flow[arc]!);
    at = isBackward ? source[arc]! : target[arc]!;
  }
  return room;
}

function costsBetween(before: SolvedNetwork, grown: SolvedNetwork, after: Float64Array): GoalChange[] {
  const by = grown.goals.map(() => 0);
  const add = ({ costOf }: SolvedNetwork, arc: number, flow: number) => {
    for (let k = 0; k < by.length; k += 1) by[k]! += flow * costOf(arc, k);
  };
  // A county's seats count from its minima on, so that a request more changes what is there already.
  if (grown !== before) {
    for (const { arc } of before.structure.extraArcs) add(before, arc, -before.flow[arc]!);
    for (const { arc } of grown.structure.extraArcs) add(grown, arc, grown.flow[arc]!);
  }
  for (let arc = 0; arc < after.length; arc += 1) {
    const more = after[arc]! - grown.flow[arc]!;
    if (more !== 0) add(grown, arc, more);
  }
  return grown.goals.flatMap(({ name: goal }, k) => (by[k] === 0 ? [] : [{ goal, by: by[k]! }]));
}

function movesBetween({ flow: before, snapshot, pairs, structure }: SolvedNetwork, after: Float64Array): Move[] {
  const moves: Move[] = [];
  for (const [a, { id: applicationId }] of snapshot.applications.entries()) {
    let fromLineId: string | null = null;
    let toLineId: string | null = null;
    for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
      const more = after[structure.firstPairArc + pair]! - before[structure.firstPairArc + pair]!;
      if (more < 0) fromLineId = snapshot.lines[pairs.line[pair]!]!.id;
      if (more > 0) toLineId = snapshot.lines[pairs.line[pair]!]!.id;
    }
    if (fromLineId !== null || toLineId !== null) moves.push({ applicationId, fromLineId, toLineId });
  }
  return moves;
}
