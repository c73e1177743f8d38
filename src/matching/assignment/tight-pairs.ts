import { nowhere, type Assignment } from './assignment.ts';
import type { Filling } from './fill-levels.ts';
import { holdersOf, type Holders } from './holders.ts';
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
  const least = leastLevels(assignment, levels, filling);
  const spread = new Spread(assignment, holdersOf(assignment.lines, filling.lineOf));
  for (let level = levels.staying; level >= 0; level -= 1) {
    for (let line = 0; line < least.length; line += 1) if (least[line] === level) spread.take(line, level);
    spread.run(level);
  }
  return spread.levelOf;
}

/** A level spreads from a line to all that its volunteers could leave it for, but not to where a later level is. */
class Spread {
  readonly levelOf: Uint8Array;
  readonly #assignment: Assignment;
  readonly #holders: Holders;
  readonly #queue: Int32Array;
  #length = 0;
  #read = 0;

  constructor(assignment: Assignment, holders: Holders) {
    this.levelOf = new Uint8Array(assignment.lines).fill(unwanted);
    this.#assignment = assignment;
    this.#holders = holders;
    this.#queue = new Int32Array(assignment.lines);
  }

  take(line: number, level: number): void {
    if (this.levelOf[line] !== unwanted) return;
    this.levelOf[line] = level;
    this.#queue[this.#length] = line;
    this.#length += 1;
  }

  run(level: number): void {
    const { start, volunteer } = this.#holders;
    for (; this.#read < this.#length; this.#read += 1) {
      const line = this.#queue[this.#read]!;
      for (let h = start[line]!; h < start[line + 1]!; h += 1) this.#takeAll(volunteer[h]!, level);
    }
  }

  #takeAll(volunteer: number, level: number): void {
    const { rowStart, rowLine } = this.#assignment;
    for (let pair = rowStart[volunteer]!, end = rowStart[volunteer + 1]!; pair < end; pair += 1) this.take(rowLine[pair]!, level);
  }
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
