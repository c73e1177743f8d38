import { nowhere, type Assignment } from './assignment.ts';
import type { Filling } from './fill-levels.ts';
import { holdersOf } from './holders.ts';
import type { SeatLevels } from './seat-levels.ts';

/**
 * What is left to decide once the levels are: every volunteer is bound to the level at which its pairs' lines are scarce, and each
 * pair that leads to a line scarcer than that is out. Costs alone remain, among few and small numbers.
 */
export type TightPairs = {
  /** Per volunteer and per line: where its pairs that are left end. They stand first in its row or column. */
  readonly rowEnd: Int32Array;
  readonly columnEnd: Int32Array;
  /** Per line: the level at which its seats are scarce; `unwanted` where no volunteer ever comes. */
  readonly levelOf: Uint8Array;
  /** Per volunteer: 1 where it may stay unplaced, at no cost. */
  readonly mayStay: Uint8Array;
};

export const unwanted = 255;

/**
 * The level of each line is the lowest price of the levels alone that the filling proves: no less than what it has filled last, or
 * than the line one of its volunteers could leave for it. By complementary slackness a pair that costs a level is in no best seating.
 * Reorders rows and columns of the assignment, tight pairs first. O(pairs).
 */
export function tightPairsOf(assignment: Assignment, levels: SeatLevels, filling: Filling): TightPairs {
  const levelOf = scarceLevels(assignment, levels, filling);
  const own = new Uint8Array(assignment.volunteers);
  const rowEnd = tightRows(assignment, levelOf, own, levels.staying);
  const columnEnd = tightColumns(assignment, levelOf, own);
  const mayStay = own;
  for (let v = 0; v < own.length; v += 1) mayStay[v] = assignment.mayStay && own[v] === levels.staying ? 1 : 0;
  return { rowEnd, columnEnd, levelOf, mayStay };
}

function scarceLevels(assignment: Assignment, levels: SeatLevels, filling: Filling): Uint8Array {
  const { lines, rowStart, rowLine } = assignment;
  const least = leastLevels(assignment, levels, filling);
  const holders = holdersOf(lines, filling.lineOf);
  const scarce = new Uint8Array(lines).fill(unwanted);
  const queue = new Int32Array(lines);
  for (let level = levels.staying; level >= 0; level -= 1) {
    let length = 0;
    for (let line = 0; line < lines; line += 1) {
      if (least[line] !== level || scarce[line] !== unwanted) continue;
      scarce[line] = level;
      queue[length] = line;
      length += 1;
    }
    for (let read = 0; read < length; read += 1) {
      const line = queue[read]!;
      for (let h = holders.start[line]!; h < holders.start[line + 1]!; h += 1) {
        const volunteer = holders.volunteer[h]!;
        for (let pair = rowStart[volunteer]!; pair < rowStart[volunteer + 1]!; pair += 1) {
          const other = rowLine[pair]!;
          if (scarce[other] !== unwanted) continue;
          scarce[other] = level;
          queue[length] = other;
          length += 1;
        }
      }
    }
  }
  return scarce;
}

/** What a line's own seats, or somebody who finds none, ask of its level; `unwanted` where nobody does. */
function leastLevels(assignment: Assignment, { level, staying }: SeatLevels, { lineOf, filled }: Filling): Uint8Array {
  const { volunteers, lines, rowStart, rowLine, seatStart } = assignment;
  const least = new Uint8Array(lines).fill(unwanted);
  for (let line = 0; line < lines; line += 1) {
    if (filled[line]! > 0) least[line] = level[seatStart[line]! + filled[line]! - 1]!;
  }
  for (let v = 0; v < volunteers; v += 1) {
    if (lineOf[v] !== nowhere) continue;
    for (let pair = rowStart[v]!; pair < rowStart[v + 1]!; pair += 1) least[rowLine[pair]!] = staying;
  }
  return least;
}

/** Puts each row's pairs of its best level first and notes that level as the volunteer's own. */
function tightRows(
  { volunteers, rowStart, rowLine, rowCost }: Assignment,
  levelOf: Uint8Array,
  own: Uint8Array,
  staying: number,
): Int32Array {
  const rowEnd = new Int32Array(volunteers);
  for (let v = 0; v < volunteers; v += 1) {
    const start = rowStart[v]!;
    const end = rowStart[v + 1]!;
    let best = staying;
    let tied = 0;
    for (let pair = start; pair < end; pair += 1) {
      const level = levelOf[rowLine[pair]!]!;
      if (level > best) continue;
      if (level < best) tied = 0;
      best = level;
      tied += 1;
    }
    own[v] = best;
    let kept = tied === end - start ? end : start;
    for (let pair = kept; pair < end; pair += 1) {
      if (levelOf[rowLine[pair]!] !== best) continue;
      if (kept !== pair) {
        swap(rowLine, kept, pair);
        swap(rowCost, kept, pair);
      }
      kept += 1;
    }
    rowEnd[v] = kept;
  }
  return rowEnd;
}

function tightColumns({ lines, columnStart, columnVolunteer, columnCost }: Assignment, levelOf: Uint8Array, own: Uint8Array): Int32Array {
  const columnEnd = new Int32Array(lines);
  for (let line = 0; line < lines; line += 1) {
    let kept = columnStart[line]!;
    for (let at = kept, end = columnStart[line + 1]!; at < end; at += 1) {
      if (own[columnVolunteer[at]!] !== levelOf[line]) continue;
      if (kept !== at) {
        swap(columnVolunteer, kept, at);
        swap(columnCost, kept, at);
      }
      kept += 1;
    }
    columnEnd[line] = kept;
  }
  return columnEnd;
}

function swap(values: Int32Array | Int16Array, a: number, b: number): void {
  const value = values[a]!;
  values[a] = values[b]!;
  values[b] = value;
}
