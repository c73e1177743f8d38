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
 * Primal network simplex. Artificial arcs that bring a node what it lacks cost more than any way through the network could, so
 * that one phase does; where such a cost would not be exact, or the cost seems to fall without end, two phases: first as
 * little as can be on artificial arcs, then the cost. Throws a RangeError when a price could pass 2^53. Costs are whole
 * numbers. Deterministic.
 * Memory: 33 bytes an arc of working arrays and 69 a node, each node bringing an artificial arc. Time: benchmarked
 * (`npm run bench:matching`), not bounded (the simplex is exponential at worst).
 * Source: Ahuja, Magnanti & Orlin, Network Flows (1993), chapter 11; block search as in Kiraly & Kovacs (2012).
 */
export function solve(network: Network, cost: Float64Array): Solution {
  const order = mixedOrder(network);
  const mixed = { ...network, ...arcsIn(order, network) };
  const mixedCost = permuted(cost, order, new Float64Array(cost.length));
  const solution = solveAtOnce(mixed, mixedCost) ?? solveInPhases(mixed, mixedCost);
  if (solution.status !== 'optimal') return solution;
  const flow = new Float64Array(cost.length);
  for (let i = 0; i < order.length; i += 1) flow[order[i]!] = solution.flow[i]!;
  return { ...solution, flow };
}

/**
 * Arcs in strides of a node's mean degree. Files list them node by node; a block of neighbours then offers a few nodes'
 * arcs only, of which the best is none too good.
 */
function mixedOrder({ nodes, source }: Network): Int32Array {
  const arcs = source.length;
  const stride = Math.max(3, Math.floor(arcs / nodes));
  const order = new Int32Array(arcs);
  let at = 0;
  for (let first = 0; first < stride; first += 1) {
    for (let arc = first; arc < arcs; arc += stride) {
      order[at] = arc;
      at += 1;
    }
  }
  return order;
}

function arcsIn(order: Int32Array, { source, target, capacity }: Network) {
  return {
    source: permuted(source, order, new Int32Array(order.length)),
    target: permuted(target, order, new Int32Array(order.length)),
    capacity: permuted(capacity, order, new Float64Array(order.length)),
  };
}

function permuted<T extends Int32Array | Float64Array>(from: T, order: Int32Array, to: T): T {
  for (let i = 0; i < order.length; i += 1) to[i] = from[order[i]!]!;
  return to;
}

/** In one phase; undefined where that cannot decide. */
function solveAtOnce(network: Network, cost: Float64Array): Solution | undefined {
  const dearest = (largestOf(cost) + 1) * (network.nodes + 1);
  if (dearest * 4 > Number.MAX_SAFE_INTEGER) return undefined;
  const basis = startBasis(network);
  const pivots = reachOptimum(basis, (basisCost) => {
    basisCost.set(cost);
    for (let v = 0; v < network.nodes; v += 1) if (network.supply[v]! < 0) basisCost[basis.realArcs + v] = dearest;
  });
  if (pivots === undefined) return undefined;
  return flowOnArtificialArcs(basis) > 0 ? { status: 'infeasible' } : optimumOf(basis, pivots);
}

function solveInPhases(network: Network, cost: Float64Array): Solution {
  if (largestOf(cost) * (network.nodes + 1) > exactLimit) {
    throw new RangeError(`a cost of ${largestOf(cost)} over ${network.nodes} nodes could make a price that is not exact`);
  }
  const basis = startBasis(network);
  const settled = reachOptimum(basis, feasibility);
  if (settled === undefined) throw new Error('the flow on artificial arcs cannot fall without end');
  if (flowOnArtificialArcs(basis) > 0) return { status: 'infeasible' };
  fixArtificialArcs(basis);
  const pivots = reachOptimum(basis, (basisCost) => basisCost.set(cost));
  return pivots === undefined ? { status: 'unbounded' } : optimumOf(basis, settled + pivots);
}

function optimumOf({ flow, price, realArcs, root }: Basis, pivots: number): Solution {
  return { status: 'optimal', flow: flow.slice(0, realArcs), price: price.slice(0, root), pivots };
}

function largestOf(cost: Float64Array): number {
  let largest = 0;
  for (let arc = 0; arc < cost.length; arc += 1) largest = Math.max(largest, Math.abs(cost[arc]!));
  return largest;
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
  basis.price[root] = 0;
  repriceBelow(basis, root);

  // Half of the customary root of the arcs: more pivots, but looking for one costs more here than making it.
  const search = { next: 0, block: Math.max(16, Math.ceil(0.5 * Math.sqrt(cost.length))) };
  let pivots = 0;
  for (let arc = findEntering(basis, search); arc !== -1; arc = findEntering(basis, search)) {
    if (!pivot(basis, arc)) return undefined;
    pivots += 1;
  }
  return pivots;
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
