import type { Assignment } from './assignment.ts';
import { pairCostRange } from './assignment.ts';
import type { OpenSeats } from './open-seats.ts';
import type { SeatLevels } from './seat-levels.ts';
import { unwanted, type TightPairs } from './tight-pairs.ts';

/**
 * From prices beyond each line's level to whole prices, which prove the seating among all pairs and seats, not only the tight ones.
 *
 * An auction may leave a line that few compete for far above, or below, all others. Of what lies beyond the seats of its level, only
 * differences up to the range of pair costs mean anything: wider gaps are closed to that, so that no price leaves its level, for levels are
 * apart by more than the range times the lines. A line nobody comes to is worth its cheapest seat. O(lines · log lines).
 */
export function wholePrices(assignment: Assignment, levels: SeatLevels, tight: TightPairs, open: OpenSeats, price: Float64Array): void {
  const { lines, seatStart, seatCost } = assignment;
  const range = pairCostRange(assignment);
  const byLevel = Map.groupBy(Array(lines).keys(), (line) => tight.levelOf[line]!);
  for (const [level, own] of byLevel) {
    if (level === unwanted) continue;
    const ordered = Int32Array.from(own).toSorted((a, b) => compare(price[a]!, price[b]!) || a - b);
    const isStaying = level === levels.staying;
    const { lowest, highest } = reservesOf(ordered, open, isStaying);
    closeGapsAbove(ordered, price, highest, range, isStaying);
    closeGapsBelow(ordered, price, lowest, range, isStaying);
    for (const line of ordered) price[line] = price[line]! + levels.base[level]!;
  }
  for (const line of byLevel.get(unwanted) ?? []) {
    price[line] = seatStart[line] === seatStart[line + 1] ? 0 : seatCost[seatStart[line]!]!;
  }
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What prices of a level are held against: the seats on it, and staying. */
function reservesOf(lines: Int32Array, { start, reserve }: OpenSeats, isStaying: boolean): { lowest: number; highest: number } {
  let lowest = isStaying ? 0 : Infinity;
  let highest = isStaying ? 0 : -Infinity;
  for (const line of lines) {
    for (let seat = start[line]!; seat < start[line + 1]!; seat += 1) {
      if (reserve[seat] === -Infinity) continue;
      lowest = Math.min(lowest, reserve[seat]!);
      highest = Math.max(highest, reserve[seat]!);
    }
  }
  return lowest === Infinity ? { lowest: 0, highest: 0 } : { lowest, highest };
}

/** Where one may stay, to stay is one more thing to choose, at price 0: no gap to it is closed further than any other. */
function closeGapsAbove(ordered: Int32Array, price: Float64Array, highest: number, range: number, isStaying: boolean): void {
  let former = isStaying ? 0 : -Infinity;
  let closed = former;
  for (const line of ordered) {
    const own = price[line]!;
    if (own > former && own > highest) {
      closed = Math.max(highest, closed + Math.min(own - former, range));
      former = own;
    } else if (own <= highest) closed = former = Math.max(former, own);
    price[line] = own > highest ? closed : own;
  }
}

function closeGapsBelow(ordered: Int32Array, price: Float64Array, lowest: number, range: number, isStaying: boolean): void {
  let former = isStaying ? 0 : Infinity;
  let closed = former;
  for (const line of ordered.toReversed()) {
    const own = price[line]!;
    if (own < former && own < lowest) {
      closed = Math.min(lowest, closed - Math.min(former - own, range));
      former = own;
    } else if (own >= lowest) closed = former = Math.min(former, own);
    price[line] = own < lowest ? closed : own;
  }
}
