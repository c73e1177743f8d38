import type { Network } from './network.ts';
import { atLower, atUpper, fixed, inTree, rehang, repriceBelow, startBasis, type Basis } from './spanning-tree.ts';

/** Writes the cost of every arc under one goal. */
export type Goal = (cost: Float64Array, isOpen: (arc: number) => boolean) => void;

export type Solution =
  | {
      readonly status: 'optimal';
      /** Per arc. */
      readonly flow: Float64Array;
      /** Per goal, then per node: at the optimum, cost + price of source − price of target is what an arc still would cost. */
      readonly prices: readonly Float64Array[];
      readonly pivots: number;
    }
  | { readonly status: 'infeasible' | 'unbounded' };

export type Step = { readonly goal: number; readonly pivots: number };

/** Largest whole number that every sum of costs along a path must stay below for prices to be exact. */
const exactLimit = Number.MAX_SAFE_INTEGER / 2;

/**
 * Cheapest flow under several goals, strictly in order.
 *
 *   lexicographically minimise (Σ cost₁·flow, Σ cost₂·flow, …)
 *   subject to Σ out(v) − Σ in(v) = supply[v],  0 ≤ flow[a] ≤ capacity[a]
 *
 * Primal network simplex, goal after goal. When a goal is optimal, every arc whose reduced cost is not zero is fixed where
 * it stands: by complementary slackness the flows that are optimal for this goal are exactly those that leave these arcs
 * alone. The next goal starts from the same basis with its own costs and moves on that face only, so no number ever
 * holds two goals at once and their count is not limited. Feasibility is goal zero: the flow on artificial arcs.
 *
 * A generator, so that the caller decides how long to go on: it gives a step every `pivotsAStep` pivots and may be dropped.
 * Throws a RangeError when a price could pass 2^53. Costs are whole numbers. Deterministic.
 * Memory: 33 bytes an arc of working arrays and 69 a node, each node bringing an artificial arc; 8 a node for the prices of
 * each goal. Time: benchmarked, not bounded (the simplex is exponential at worst).
 * Source: Ahuja, Magnanti & Orlin, Network Flows (1993), chapter 11; block search as in Kiraly & Kovacs (2012).
 */
export function* minimumCostFlow(
  network: Network,
  goals: readonly Goal[],
  { pivotsAStep = 20_000 }: { readonly pivotsAStep?: number } = {},
): Generator<Step, Solution> {
  const basis = startBasis(network);
  let pivots = yield* reachOptimum(basis, feasibility(basis), -1, pivotsAStep, 0);
  if (pivots === undefined) throw new Error('the flow on artificial arcs cannot fall without end');
  if (flowOnArtificialArcs(basis) > 0) return { status: 'infeasible' };
  fixArtificialArcs(basis);
  fixSettledArcs(basis);

  const prices: Float64Array[] = [];
  for (const [index, goal] of goals.entries()) {
    pivots = yield* reachOptimum(basis, goal, index, pivotsAStep, pivots);
    if (pivots === undefined) return { status: 'unbounded' };
    fixSettledArcs(basis);
    prices.push(basis.price.slice(0, network.nodes));
  }
  return { status: 'optimal', flow: basis.flow.slice(0, basis.realArcs), prices, pivots };
}

/** Runs the generator to its end. */
export function solve(network: Network, goals: readonly Goal[]): Solution {
  const steps = minimumCostFlow(network, goals);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function feasibility(basis: Basis): Goal {
  return (cost) => cost.fill(0).fill(1, basis.realArcs);
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

function fixSettledArcs({ state, source, target, cost, price, realArcs }: Basis): void {
  for (let arc = 0; arc < realArcs; arc += 1) {
    if (state[arc] === inTree || state[arc] === fixed) continue;
    if (cost[arc]! + price[source[arc]!]! - price[target[arc]!]! !== 0) state[arc] = fixed;
  }
}

/** Pivots until no arc improves the goal; gives the pivots so far, or undefined when the cost falls without end. */
function* reachOptimum(basis: Basis, goal: Goal, index: number, every: number, before: number): Generator<Step, number | undefined> {
  const { cost, state, root } = basis;
  cost.fill(0);
  goal(cost, (arc) => state[arc] !== fixed);
  refuseTooLarge(basis);
  basis.price[root] = 0;
  repriceBelow(basis, root);

  const search = { next: 0, block: Math.max(16, Math.ceil(Math.sqrt(cost.length))) };
  let pivots = before;
  for (let arc = findEntering(basis, search); arc !== -1; arc = findEntering(basis, search)) {
    if (!pivot(basis, arc)) return undefined;
    pivots += 1;
    if (pivots % every === 0) yield { goal: index, pivots };
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
