import { BlockingFlow } from './blocking-flow.ts';
import { shortenWays } from './distances.ts';
import { Frontier } from './frontier.ts';
import type { Network } from './network.ts';
import { closeSettled, raiseNarrow, residualOf, restoreCondition, type Residual } from './residual.ts';

/** Writes the cost of every open arc under one goal; the others may be left at 0. */
export type Goal = (cost: Float64Array, isOpen: (arc: number) => boolean) => void;

export type Circulation = {
  /** Per arc. */
  readonly flow: Float64Array;
  /** Per goal, then per node: at the optimum, cost + price of source − price of target is what an arc still would cost. */
  readonly prices: readonly Float64Array[];
};

/** The goal that is being reached, and the share of it that is. */
export type Step = { readonly goal: number; readonly done: number };

/** Largest whole number that every sum of costs along a path must stay below for prices to be exact. */
const exactLimit = Number.MAX_SAFE_INTEGER / 2;

/**
 * Cheapest circulation under several goals, strictly in order.
 *
 *   lexicographically minimise (Σ cost₁·flow, Σ cost₂·flow, …)
 *   subject to Σ out(v) = Σ in(v),  0 ≤ flow[a] ≤ capacity[a]
 *
 * Primal-dual, goal after goal. For each goal, arcs of negative cost are filled and others emptied, which leaves nodes with too
 * much and nodes with too little; round after round, distances from the former to the latter become part of the prices, and
 * blocking flows go where the reduced cost is zero. When a goal is reached, every arc whose reduced cost is not zero is
 * closed, so that the next goal moves among the optima of this one only: no number ever holds two goals at once, and
 * their count is not limited.
 *
 * A generator, so that the caller decides how long to go on: it gives a step a round, and may be dropped.
 * Throws a RangeError when a price could pass 2^52, or an arc without limit has a negative cost. Costs are whole numbers. Deterministic.
 * Memory: 25 bytes an arc and 66 a node, and 8 a node for the prices of each goal. Time: O(open arcs) a round; a round for
 * each distance that occurs, few where costs are small whole numbers (seats, ranks); towards the end one search a unit.
 * Source: Ahuja, Magnanti & Orlin, Network Flows (1993), section 9.8.
 */
export function* cheapestCirculation(network: Network, goals: readonly Goal[]): Generator<Step, Circulation> {
  const residual = residualOf(network);
  const frontier = new Frontier(network.nodes);
  const blocking = new BlockingFlow(residual);
  const prices: Float64Array[] = [];
  for (const [index, goal] of goals.entries()) {
    residual.cost.fill(0);
    residual.price.fill(0);
    goal(residual.cost, (arc) => residual.closed[arc] === 0);
    refuseTooLarge(residual);
    raiseNarrow(residual);
    for (const done of reachGoal(residual, frontier, blocking)) yield { goal: index, done };
    closeSettled(residual);
    prices.push(residual.price.slice());
  }
  return { flow: residual.flow, prices };
}

/** Runs the generator to its end. */
export function circulate(network: Network, goals: readonly Goal[]): Circulation {
  const steps = cheapestCirculation(network, goals);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function refuseTooLarge({ cost, network }: Residual): void {
  let largest = 0;
  for (let arc = 0; arc < cost.length; arc += 1) largest = Math.max(largest, Math.abs(cost[arc]!));
  if (largest * (network.nodes + 1) > exactLimit) {
    throw new RangeError(`a cost of ${largest} over ${network.nodes} nodes could make a price that is not exact`);
  }
}

/** Rounds in a row that send next to nothing, after which ways are sought from one node at a time. */
const mostPoorRounds = 8;
const poorShare = 1 / 64;
const searchesAStep = 200;

/** Sends everything that is too much to where it is too little; gives the share that is sent now and then. */
function* reachGoal(residual: Residual, frontier: Frontier, blocking: BlockingFlow): Generator<number> {
  const whole = restoreCondition(residual);
  let left = whole - blocking.sendAtNoCost(-1);
  for (let poorRounds = 0; left > 0 && poorRounds < mostPoorRounds;) {
    demandWay(shortenWays(residual, frontier, -1));
    const sent = blocking.sendAtNoCost(-1);
    poorRounds = sent < left * poorShare ? poorRounds + 1 : 0;
    left -= sent;
    yield 1 - left / whole;
  }
  for (let v = 0, searches = 0; left > 0; v += 1) {
    while (residual.excess[v]! > 0) {
      demandWay(shortenWays(residual, frontier, v));
      left -= blocking.sendAtNoCost(v);
      searches += 1;
      if (searches % searchesAStep === 0) yield 1 - left / whole;
    }
  }
}

function demandWay(isFound: boolean): void {
  if (!isFound) throw new Error('from a circulation there is always a way back to one');
}
