import { costRangeOf, nowhere, type Assignment, type Seating } from './assignment.ts';
import { solveAssignment } from './solve-assignment.ts';

/**
 * The cheapest seating among those that move nobody, after some have withdrawn: whoever holds a seat keeps it, and the seats that are empty
 * go to those who have none. With the holders fixed, what is left is an assignment of its own, of the others to the empty seats: so it is solved
 * as one, exactly. Undefined where a seat that must be filled cannot be. Time: that of solving the rest.
 */
export function refill(assignment: Assignment, { lineOf, costOf }: Seating, hasWithdrawn: Uint8Array): Omit<Seating, 'price'> | undefined {
  const { volunteers, lines } = assignment;
  const kept = lineOf.slice();
  const filled = new Int32Array(lines);
  const open: number[] = [];
  for (let v = 0; v < volunteers; v += 1) {
    if (hasWithdrawn[v] === 1) kept[v] = nowhere;
    else if (kept[v] === nowhere) open.push(v);
    else filled[kept[v]!]! += 1;
  }
  const rest = solveAssignment(restOf(assignment, Int32Array.from(open), filled));
  if (rest === undefined) return undefined;
  const costs = costOf.slice();
  for (const [i, v] of open.entries()) {
    kept[v] = rest.lineOf[i]!;
    costs[v] = rest.costOf[i]!;
  }
  return { lineOf: kept, costOf: costs, filled: filled.map((before, line) => before + rest.filled[line]!) };
}

/** Those volunteers alone, of every line the seats that are not filled, and only pairs with lines that have any. */
function restOf(assignment: Assignment, open: Int32Array, filled: Int32Array): Assignment {
  const { lines, rowStart, rowLine, rowCost, seatStart, mayStay } = assignment;
  const ownRowStart = new Int32Array(open.length + 1);
  const columnStart = new Int32Array(lines + 1);
  const hasSeat = (line: number) => filled[line]! < seatStart[line + 1]! - seatStart[line]!;
  for (const [i, v] of open.entries()) {
    ownRowStart[i + 1] = ownRowStart[i]!;
    for (let pair = rowStart[v]!; pair < rowStart[v + 1]!; pair += 1) {
      if (!hasSeat(rowLine[pair]!)) continue;
      ownRowStart[i + 1]! += 1;
      columnStart[rowLine[pair]! + 1]! += 1;
    }
  }
  for (let line = 0; line < lines; line += 1) columnStart[line + 1]! += columnStart[line]!;
  const pairs = ownRowStart[open.length]!;
  const Costs = rowCost instanceof Int16Array ? Int16Array : Int32Array;
  const own = {
    rowLine: new Int32Array(pairs),
    rowCost: new Costs(pairs),
    columnVolunteer: new Int32Array(pairs),
    columnCost: new Costs(pairs),
  };
  const next = columnStart.slice();
  let row = 0;
  for (const [i, v] of open.entries()) {
    for (let pair = rowStart[v]!; pair < rowStart[v + 1]!; pair += 1) {
      const line = rowLine[pair]!;
      if (!hasSeat(line)) continue;
      own.rowLine[row] = line;
      own.rowCost[row] = rowCost[pair]!;
      row += 1;
      own.columnVolunteer[next[line]!] = i;
      own.columnCost[next[line]!] = rowCost[pair]!;
      next[line]! += 1;
    }
  }
  return {
    volunteers: open.length,
    lines,
    mayStay,
    ...costRangeOf(own.rowCost),
    rowStart: ownRowStart,
    ...own,
    columnStart,
    ...seatsLeft(assignment, filled),
  };
}

function seatsLeft({ lines, seatStart, seatCost }: Assignment, filled: Int32Array): Pick<Assignment, 'seatStart' | 'seatCost'> {
  const start = new Int32Array(lines + 1);
  for (let line = 0; line < lines; line += 1) start[line + 1] = start[line]! + seatStart[line + 1]! - seatStart[line]! - filled[line]!;
  const cost = new Float64Array(start[lines]!);
  for (let line = 0; line < lines; line += 1) {
    cost.set(seatCost.subarray(seatStart[line]! + filled[line]!, seatStart[line + 1]), start[line]);
  }
  return { seatStart: start, seatCost: cost };
}
