import type { Assignment } from './assignment.ts';
import type { SeatLevels } from './seat-levels.ts';
import { unwanted, type TightPairs } from './tight-pairs.ts';

/**
 * The seats that are left to decide about once the levels are: those better than their line's level, which must be filled, and those
 * on it. Line l's stand from start[l] up to start[l + 1], cheapest first.
 */
export type OpenSeats = {
  readonly start: Int32Array;
  /** What a seat costs beyond its line's level; -∞ where it must be filled. */
  readonly reserve: Float64Array;
};

/** O(seats). */
export function openSeatsOf({ lines, seatStart, seatCost }: Assignment, levels: SeatLevels, { levelOf }: TightPairs): OpenSeats {
  const start = new Int32Array(lines + 1);
  for (let line = 0; line < lines; line += 1) {
    let end = seatStart[line]!;
    if (levelOf[line] !== unwanted) while (end < seatStart[line + 1]! && levels.level[end]! <= levelOf[line]!) end += 1;
    start[line + 1] = start[line]! + end - seatStart[line]!;
  }
  const reserve = new Float64Array(start[lines]!);
  for (let line = 0; line < lines; line += 1) {
    const own = levelOf[line]!;
    const base = levels.base[own]!;
    for (let seat = start[line]!, from = seatStart[line]!; seat < start[line + 1]!; seat += 1, from += 1) {
      reserve[seat] = levels.level[from]! < own ? -Infinity : seatCost[from]! - base;
    }
  }
  return { start, reserve };
}
