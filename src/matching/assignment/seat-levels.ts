import { cycleBound, type Assignment } from './assignment.ts';

/**
 * Seats by what they are worth: two seats are on different levels when they differ by more than everything that pairs can make up
 * for, so that levels count strictly before pairs. Level 0 is the best to fill.
 *
 * Exact, because a seating is best when no simple cycle of the residual network is cheaper: such a cycle changes one seat for
 * another, or for staying, and the pairs on it by `cycleBound` at most; so where the two are on different levels, they decide.
 */
export type SeatLevels = {
  /** Per seat. Those after `staying` are never worth filling. */
  readonly level: Uint8Array;
  /** Per level: the cost from which its seats' costs are counted; 0 for the level of staying unplaced. */
  readonly base: readonly number[];
  /** The level of staying unplaced; where nobody may stay, the one after every seat's. */
  readonly staying: number;
};

/** More than a policy has goals. Levels that are too many are put together, which is as exact, only slower. */
const mostLevels = 60;

/** O(seats · log seats + pairs). */
export function seatLevelsOf(assignment: Assignment): SeatLevels {
  const { seatCost, mayStay } = assignment;
  const costs = new Float64Array(seatCost.length + (mayStay ? 1 : 0));
  costs.set(seatCost);
  costs.sort();
  const bound = cycleBound(assignment);
  let tops = topsOf(costs, bound);
  for (let gap = Math.max(1, bound); tops.length > mostLevels; gap *= 2) tops = topsOf(costs, gap);
  const level = new Uint8Array(seatCost.length);
  for (let seat = 0; seat < level.length; seat += 1) level[seat] = levelIn(tops, seatCost[seat]!);
  const base = tops.map((_, i) => (i === 0 ? (costs[0] ?? 0) : costs[firstAbove(costs, tops[i - 1]!)]!));
  // Seats that must be filled are priced below all others, by more than pairs can make up for.
  if (base[0] === -Infinity) base[0] = (base[1] ?? 0) - 2 * bound - 1;
  if (!mayStay) return { level, base, staying: tops.length };
  const staying = levelIn(tops, 0);
  base[staying] = 0;
  return { level, base, staying };
}

/** The highest cost of each level: a new one begins where costs leap by more than the gap. */
function topsOf(costs: Float64Array, gap: number): number[] {
  const tops: number[] = [];
  for (let i = 0; i < costs.length; i += 1) {
    const cost = costs[i]!;
    if (i === 0 || (cost !== costs[i - 1] && !(cost - costs[i - 1]! <= gap))) tops.push(cost);
    else tops[tops.length - 1] = cost;
  }
  return tops;
}

function levelIn(tops: readonly number[], cost: number): number {
  let level = 0;
  while (tops[level]! < cost) level += 1;
  return level;
}

function firstAbove(costs: Float64Array, limit: number): number {
  let low = 0;
  for (let high = costs.length; low < high;) {
    const middle = (low + high) >> 1;
    if (costs[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
