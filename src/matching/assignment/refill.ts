import { costRangeOf, nowhere, type Assignment, type Seating } from './assignment.ts';
import { solveAssignment } from './solve-assignment.ts';

/**
 * The cheapest seating among those that move nobody, after some have withdrawn: whoever holds a seat keeps it, and the seats that are empty
 * go to those who have none. With the holders fixed, what is left is an assignment of its own, of the others to the empty seats: so it is solved
 * as one, exactly. Undefined where a seat that must be filled cannot be. Time: linear, and that of solving the rest.
 */
export function refill(assignment: Assignment, { lineOf, costOf }: Seating, hasWithdrawn: Uint8Array): Omit<Seating, 'price'> | undefined {
  const kept = lineOf.slice();
  const filled = new Int32Array(assignment.lines);
  const hasNone = new Int32Array(assignment.volunteers);
  let without = 0;
  for (let v = 0; v < assignment.volunteers; v += 1) {
    const line = kept[v]!;
    if (hasWithdrawn[v] === 1) kept[v] = nowhere;
    else if (line !== nowhere) filled[line]! += 1;
    else {
      hasNone[without] = v;
      without += 1;
    }
  }
  const { rest, volunteers, lines } = restOf(assignment, hasNone.subarray(0, without), filled);
  const seated = solveAssignment(rest);
  if (seated === undefined) return undefined;
  const costs = costOf.slice();
  for (let i = 0; i < volunteers.length; i += 1) {
    const line = seated.lineOf[i]!;
    if (line === nowhere) continue;
    kept[volunteers[i]!] = lines[line]!;
    costs[volunteers[i]!] = seated.costOf[i]!;
  }
  for (let i = 0; i < lines.length; i += 1) filled[lines[i]!]! += seated.filled[i]!;
  return { lineOf: kept, costOf: costs, filled };
}

/** An assignment of its own, and whom and which lines of the whole its numbers mean. */
type Rest = { readonly rest: Assignment; readonly volunteers: readonly number[]; readonly lines: readonly number[] };

/** Those volunteers who could have one of the empty seats, unless nobody may stay: then all of them; and the lines that have such seats. */
function restOf(assignment: Assignment, hasNone: Int32Array, filled: Int32Array): Rest {
  const { mayStay, rowStart, rowLine, seatStart } = assignment;
  const lines: number[] = [];
  const numberOf = new Int32Array(assignment.lines).fill(-1);
  for (let line = 0; line < assignment.lines; line += 1) {
    if (seatStart[line]! + filled[line]! >= seatStart[line + 1]!) continue;
    numberOf[line] = lines.length;
    lines.push(line);
  }
  const volunteers: number[] = [];
  const ownRowStart = [0];
  const columnStart = new Int32Array(lines.length + 1);
  let pairs = 0;
  for (let i = 0; i < hasNone.length; i += 1) {
    const v = hasNone[i]!;
    const before = pairs;
    for (let pair = rowStart[v]!; pair < rowStart[v + 1]!; pair += 1) {
      const line = numberOf[rowLine[pair]!]!;
      if (line === -1) continue;
      pairs += 1;
      columnStart[line + 1]! += 1;
    }
    if (pairs === before && mayStay) continue;
    volunteers.push(v);
    ownRowStart.push(pairs);
  }
  for (let line = 0; line < lines.length; line += 1) columnStart[line + 1]! += columnStart[line]!;
  const own = pairsOf(assignment, volunteers, numberOf, columnStart);
  const rest = {
    volunteers: volunteers.length,
    lines: lines.length,
    mayStay,
    ...costRangeOf(own.rowCost),
    rowStart: Int32Array.from(ownRowStart),
    ...own,
    columnStart,
    ...seatsLeft(assignment, lines, filled),
  };
  return { rest, volunteers, lines };
}

type PairsOf = Pick<Assignment, 'rowLine' | 'rowCost' | 'columnVolunteer' | 'columnCost'>;

function pairsOf(
  { rowStart, rowLine, rowCost }: Assignment,
  volunteers: readonly number[],
  numberOf: Int32Array,
  columnStart: Int32Array,
): PairsOf {
  const pairs = columnStart.at(-1)!;
  const Costs = rowCost instanceof Int16Array ? Int16Array : Int32Array;
  const own = {
    rowLine: new Int32Array(pairs),
    rowCost: new Costs(pairs),
    columnVolunteer: new Int32Array(pairs),
    columnCost: new Costs(pairs),
  };
  const next = columnStart.slice();
  let row = 0;
  for (let i = 0; i < volunteers.length; i += 1) {
    const v = volunteers[i]!;
    for (let pair = rowStart[v]!; pair < rowStart[v + 1]!; pair += 1) {
      const line = numberOf[rowLine[pair]!]!;
      if (line === -1) continue;
      own.rowLine[row] = line;
      own.rowCost[row] = rowCost[pair]!;
      row += 1;
      own.columnVolunteer[next[line]!] = i;
      own.columnCost[next[line]!] = rowCost[pair]!;
      next[line]! += 1;
    }
  }
  return own;
}

function seatsLeft(
  { seatStart, seatCost }: Assignment,
  lines: readonly number[],
  filled: Int32Array,
): Pick<Assignment, 'seatStart' | 'seatCost'> {
  const start = new Int32Array(lines.length + 1);
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]!;
    start[i + 1] = start[i]! + seatStart[line + 1]! - seatStart[line]! - filled[line]!;
  }
  const cost = new Float64Array(start.at(-1)!);
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]!;
    for (let seat = start[i]!, from = seatStart[line]! + filled[line]! - seat; seat < start[i + 1]!; seat += 1)
      cost[seat] = seatCost[from + seat]!;
  }
  return { seatStart: start, seatCost: cost };
}
