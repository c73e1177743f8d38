import type { Network } from './network.ts';
import { atLower, atUpper, fixed, inTree, rehang, repriceBelow, startBasis, type Basis } from './spanning-tree.ts';

export type Solution =
  | {
      readonly status: 'optimal';
      /** Per arc. */
      readonly flow: Float64Array;
      /** Per node: at the optimum, cost + price of source − price of target is what an arc still would cost. */
      readonly price: Float64Array;
      readonly pivots: number;
    }
  | { readonly status: 'infeasible' | 'unbounded' };

/** Largest whole number that every sum of costs along a path must stay below for prices to be exact. */
const exactLimit = Number.MAX_SAFE_INTEGER / 2;

/**
 * Cheapest flow, whatever the network.
 *
 *   minimise Σ cost·flow   subject to Σ out(v) − Σ in(v) = supply[v],  0 ≤ flow[a] ≤ capacity[a]
 *
 * Primal network simplex in two phases: first as little as can be on artificial arcs, then the cost. Throws a RangeError when a
 * price could pass 2^53. Costs are whole numbers. Deterministic.
 * Memory: 33 bytes an arc of working arrays and 69 a node, each node bringing an artificial arc. Time: benchmarked
 * (`npm run bench:matching`), not bounded (the simplex is exponential at worst).
 * Source: Ahuja, Magnanti & Orlin, Network Flows (1993), chapter 11; block search as in Kiraly & Kovacs (2012).
 */
export function solve(network: Network, cost: Float64Array): Solution {
  const basis = startBasis(network);
  const settled = reachOptimum(basis, feasibility);
  if (settled === undefined) throw new Error('the flow on artificial arcs cannot fall without end');
  if (flowOnArtificialArcs(basis) > 0) return { status: 'infeasible' };
  fixArtificialArcs(basis);
  const pivots = reachOptimum(basis, (basisCost) => basisCost.set(cost));
  if (pivots === undefined) return { status: 'unbounded' };
  return {
    status: 'optimal',
    flow: basis.flow.slice(0, basis.realArcs),
    price: basis.price.slice(0, network.nodes),
    pivots: settled + pivots,
  };
}

function feasibility(cost: Float64Array, realArcs: number): void {
  cost.fill(1, realArcs);
}

function flowOnArtificialArcs({ flow, realArcs }: Basis): number {
  let sum = 0;
  for (let arc = realArcs; arc < flow.length; arc += 1) sum += flow[arc]!;
  return sum;
}

/**
 * Those in the tree carry nothing and, the tree being strongly feasible, point to the root; nothing can then leave the
 * root, so they never carry anything again.
 */
function fixArtificialArcs({ state, realArcs }: Basis): void {
  for (let arc = realArcs; arc < state.length; arc += 1) if (state[arc] !== inTree) state[arc] = fixed;
}

/** Pivots until no arc lowers the cost; gives how many it took, or undefined when the cost falls without end. */
function reachOptimum(basis: Basis, writeCost: (cost: Float64Array, realArcs: number) => void): number | undefined {
  const { cost, root } = basis;
  cost.fill(0);
  writeCost(cost, basis.realArcs);
  refuseTooLarge(basis);
  basis.price[root] = 0;
  repriceBelow(basis, root);

  const search = { next: 0, block: Math.max(16, Math.ceil(Math.sqrt(cost.length))) };
  let pivots = 0;
  for (let arc = findEntering(basis, search); arc !== -1; arc = findEntering(basis, search)) {
    if (!pivot(basis, arc)) return undefined;
    pivots += 1;
  }
  return pivots;
}

function refuseTooLarge({ cost, root, state }: Basis): void {
  let largest = 0;
  for (let arc = 0; arc < cost.length; arc += 1) if (state[arc] !== fixed) largest = Math.max(largest, Math.abs(cost[arc]!));
  if (largest * (root + 1) > exactLimit) {
    throw new RangeError(`a cost of ${largest} over ${root} nodes could make a price that is not exact`);
  }
}

/** The arc that improves most within the first block of arcs that holds any, going round; -1 when none does. */
function findEntering({ state, cost, price, source, target }: Basis, search: { next: number; readonly block: number }): number {
  const arcs = cost.length;
  let best = -1;
  let bestGain = 0;
  let left = search.block;
  let arc = search.next;
  for (let seen = 0; seen < arcs; seen += 1) {
    const at = state[arc]!;
    if (at === atLower || at === atUpper) {
      const gain = -at * (cost[arc]! + price[source[arc]!]! - price[target[arc]!]!);
      if (gain > bestGain) {
        bestGain = gain;
        best = arc;
      }
    }
    arc += 1;
    if (arc === arcs) arc = 0;
    left -= 1;
    if (left === 0) {
      if (best !== -1) break;
      left = search.block;
    }
  }
  search.next = arc;
  return best;
}

type Leaving = { amount: number; cut: number; cutOnFirst: boolean };
/** Written anew by every pivot, so that none has to make one. */
const leaving: Leaving = { amount: 0, cut: -1, cutOnFirst: false };

/** The last arc that blocks the cycle, seen from the join: taking that one keeps the tree strongly feasible. */
function findLeaving(
  { source, flow, capacity, parent, treeArc }: Basis,
  entering: number,
  first: number,
  second: number,
  join: number,
  found: Leaving,
): void {
  found.amount = capacity[entering]!;
  found.cut = -1;
  found.cutOnFirst = false;
  for (let v = first; v !== join; v = parent[v]!) {
    const arc = treeArc[v]!;
    const room = source[arc] === v ? flow[arc]! : capacity[arc]! - flow[arc]!;
    if (room < found.amount) {
      found.amount = room;
      found.cut = v;
      found.cutOnFirst = true;
    }
  }
  for (let v = second; v !== join; v = parent[v]!) {
    const arc = treeArc[v]!;
    const room = source[arc] === v ? capacity[arc]! - flow[arc]! : flow[arc]!;
    if (room <= found.amount) {
      found.amount = room;
      found.cut = v;
      found.cutOnFirst = false;
    }
  }
}

/** Sends what the cycle of the entering arc can carry and renews the tree; false when nothing limits it. */
function pivot(basis: Basis, entering: number): boolean {
  const { source, target, state, flow, treeArc } = basis;
  const forwards = state[entering] === atLower;
  const first = forwards ? source[entering]! : target[entering]!;
  const second = forwards ? target[entering]! : source[entering]!;
  const join = meetingNode(basis, first, second);

  findLeaving(basis, entering, first, second, join, leaving);
  const { amount, cut, cutOnFirst } = leaving;
  if (amount === Infinity) return false;

  if (amount > 0) pushRound(basis, entering, forwards, amount, first, second, join);
  if (cut === -1) {
    state[entering] = forwards ? atUpper : atLower;
    return true;
  }
  const left = treeArc[cut]!;
  state[left] = flow[left] === 0 ? atLower : atUpper;
  state[entering] = inTree;
  if (cutOnFirst) rehang(basis, cut, first, second, entering);
  else rehang(basis, cut, second, first, entering);
  return true;
}

function pushRound(basis: Basis, entering: number, forwards: boolean, amount: number, first: number, second: number, join: number): void {
  const { flow, source, parent, treeArc } = basis;
  flow[entering] = flow[entering]! + (forwards ? amount : -amount);
  for (let v = first; v !== join; v = parent[v]!) {
    const arc = treeArc[v]!;
    flow[arc] = flow[arc]! + (source[arc] === v ? -amount : amount);
  }
  for (let v = second; v !== join; v = parent[v]!) {
    const arc = treeArc[v]!;
    flow[arc] = flow[arc]! + (source[arc] === v ? amount : -amount);
  }
}

function meetingNode({ parent, depth }: Basis, a: number, b: number): number {
  let u = a;
  let v = b;
  while (u !== v) {
    if (depth[u]! >= depth[v]!) u = parent[u]!;
    else v = parent[v]!;
  }
  return u;
}
