import fc from 'fast-check';
import { expect, test } from 'vitest';

import { costRangeOf, type Assignment, type Seating } from '../../src/matching/assignment/assignment.ts';
import { refill } from '../../src/matching/assignment/refill.ts';
import { costOfSeating, solveAssignment } from '../../src/matching/assignment/solve-assignment.ts';
import { WhyNotSearch } from '../../src/matching/assignment/why-not.ts';
import { readProblem } from '../../src/matching/dimacs/problem.ts';
import { assignmentTexts } from './assignment-networks.ts';
import { bytesOf } from './dimacs-text.ts';

/** More than everything else together. */
const bonus = 2 ** 26;

function assignmentOf(text: string): Assignment | undefined {
  const problem = readProblem(bytesOf(text));
  return problem.ok && problem.value.form === 'assignment' ? problem.value.read.assignment : undefined;
}

/** The same with so much taken off one or more pairs that they are in every cheapest seating that can hold them. */
function favouring(assignment: Assignment, isFavoured: (volunteer: number, line: number) => boolean): Assignment {
  const rowCost = Int32Array.from(assignment.rowCost);
  const columnCost = Int32Array.from(assignment.columnCost);
  for (let v = 0; v < assignment.volunteers; v += 1) {
    for (let pair = assignment.rowStart[v]!; pair < assignment.rowStart[v + 1]!; pair += 1) {
      if (isFavoured(v, assignment.rowLine[pair]!)) rowCost[pair]! -= bonus;
    }
  }
  for (let line = 0; line < assignment.lines; line += 1) {
    for (let at = assignment.columnStart[line]!; at < assignment.columnStart[line + 1]!; at += 1) {
      if (isFavoured(assignment.columnVolunteer[at]!, line)) columnCost[at]! -= bonus;
    }
  }
  return {
    ...assignment,
    ...costRangeOf(rowCost),
    rowLine: assignment.rowLine.slice(),
    columnVolunteer: assignment.columnVolunteer.slice(),
    rowCost,
    columnCost,
  };
}

/** Who is where when the moves are made. */
function moved(lineOf: Int32Array, moves: ReturnType<WhyNotSearch['ask']>): Int32Array {
  const after = lineOf.slice();
  for (const { volunteer, from, to } of moves?.moves ?? []) {
    expect(after[volunteer]).toBe(from);
    after[volunteer] = to;
  }
  return after;
}

function worth(assignment: Assignment, lineOf: Int32Array): bigint | undefined {
  const filled = new Int32Array(assignment.lines);
  const costOf = new Int32Array(assignment.volunteers);
  for (const [v, line] of lineOf.entries()) {
    if (line === -1) continue;
    filled[line]! += 1;
    costOf[v] = Math.min(...pairCosts(assignment, v, line));
  }
  const isWithinSeats = filled.every((count, line) => count <= assignment.seatStart[line + 1]! - assignment.seatStart[line]!);
  return isWithinSeats ? costOfSeating(assignment, { lineOf, costOf, filled }) : undefined;
}

function pairCosts({ rowStart, rowLine, rowCost }: Assignment, v: number, line: number): number[] {
  return [...rowLine.subarray(rowStart[v], rowStart[v + 1])].flatMap((other, i) => (other === line ? rowCost[rowStart[v]! + i]! : []));
}

test('why not: the cost of having a pair is that of solving anew with it, and the moves told make it so', () => {
  let asked = 0;
  fc.assert(
    fc.property(assignmentTexts({ isPlain: true }), fc.nat(), (text, pick) => {
      const assignment = assignmentOf(text);
      const seating = assignment && solveAssignment(assignment);
      if (assignment === undefined || seating === undefined || assignment.rowLine.length === 0) return;
      const pair = pick % assignment.rowLine.length;
      const volunteer = assignment.rowStart.findLastIndex((start) => start <= pair);
      const line = assignment.rowLine[pair]!;
      if (seating.lineOf[volunteer] === line) return;
      const answer = new WhyNotSearch(assignment, seating).ask(volunteer, line);
      const forced = solveAssignment(favouring(assignment, (v, l) => v === volunteer && l === line));
      const isHeld = forced?.lineOf[volunteer] === line;
      expect(answer !== undefined).toBe(isHeld);
      if (answer === undefined) return;
      const before = costOfSeating(assignment, seating);
      const after = worth(assignment, forced!.lineOf)!;
      expect(BigInt(answer.costs)).toBe(after - before);
      expect(worth(assignment, moved(seating.lineOf, answer))).toBe(after);
      asked += 1;
    }),
    { numRuns: 3000 },
  );
  expect(asked).toBeGreaterThan(100);
});

test('a refill leaves everybody who stays where they are, and is the best of those that do', () => {
  fc.assert(
    fc.property(assignmentTexts({ isPlain: true }), fc.nat(255), (text, mask) => {
      const assignment = assignmentOf(text);
      const seating = assignment && solveAssignment(assignment);
      if (assignment === undefined || seating === undefined || !assignment.mayStay) return;
      const hasWithdrawn = Uint8Array.from(seating.lineOf, (_, v) => (mask >> v) & 1);
      const kept = (v: number, line: number) => hasWithdrawn[v] === 0 && seating.lineOf[v] === line;
      const without: Assignment = withoutPairs(assignment, hasWithdrawn);
      const best = solveAssignment(favouring(without, kept));
      const filledAgain = refill(assignment, seating, hasWithdrawn);
      if (best === undefined || filledAgain === undefined) {
        expect(filledAgain === undefined).toBe(best === undefined);
        return;
      }
      for (const [v, line] of seating.lineOf.entries()) {
        expect(filledAgain.lineOf[v]).toBe(hasWithdrawn[v] === 1 ? -1 : line === -1 ? filledAgain.lineOf[v] : line);
      }
      expect(costOfSeating(assignment, filledAgain)).toBe(worth(assignment, best.lineOf));
    }),
    { numRuns: 1500 },
  );
});

/** Nobody who has withdrawn has a pair left. */
function withoutPairs(assignment: Assignment, hasWithdrawn: Uint8Array): Assignment {
  const rowStart = new Int32Array(assignment.rowStart.length);
  const rowLine: number[] = [];
  const rowCost: number[] = [];
  for (let v = 0; v < assignment.volunteers; v += 1) {
    for (let pair = assignment.rowStart[v]!; pair < assignment.rowStart[v + 1]! && hasWithdrawn[v] === 0; pair += 1) {
      rowLine.push(assignment.rowLine[pair]!);
      rowCost.push(assignment.rowCost[pair]!);
    }
    rowStart[v + 1] = rowLine.length;
  }
  const columnStart = new Int32Array(assignment.columnStart.length);
  const columnVolunteer: number[] = [];
  const columnCost: number[] = [];
  for (let line = 0; line < assignment.lines; line += 1) {
    for (let at = assignment.columnStart[line]!; at < assignment.columnStart[line + 1]!; at += 1) {
      if (hasWithdrawn[assignment.columnVolunteer[at]!] === 1) continue;
      columnVolunteer.push(assignment.columnVolunteer[at]!);
      columnCost.push(assignment.columnCost[at]!);
    }
    columnStart[line + 1] = columnVolunteer.length;
  }
  return {
    ...assignment,
    rowStart,
    rowLine: Int32Array.from(rowLine),
    rowCost: Int32Array.from(rowCost),
    columnStart,
    columnVolunteer: Int32Array.from(columnVolunteer),
    columnCost: Int32Array.from(columnCost),
  };
}

test('questions leave the seating as it was', () => {
  const assignment = assignmentOf('p min 4 5\nn 1 1\nn 2 1\nn 4 -2\na 1 3 0 1 1\na 2 3 0 1 2\na 1 4 0 1 0\na 2 4 0 1 0\na 3 4 0 1 -9')!;
  const seating: Seating = solveAssignment(assignment)!;
  const before = seating.lineOf.slice();
  expect(new WhyNotSearch(assignment, seating).ask(1, 0)).toEqual({
    costs: 1,
    moves: [
      { volunteer: 1, from: -1, to: 0 },
      { volunteer: 0, from: 0, to: -1 },
    ],
  });
  expect(seating.lineOf).toEqual(before);
});
