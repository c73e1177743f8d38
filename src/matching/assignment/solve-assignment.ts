import { nowhere, type Assignment, type Seating } from './assignment.ts';
import { auction } from './auction.ts';
import { ExactPaths } from './exact-paths.ts';
import { fillByLevel, type Filling } from './fill-levels.ts';
import { openSeatsOf } from './open-seats.ts';
import { seatLevelsOf, type SeatLevels } from './seat-levels.ts';
import { tightPairsOf } from './tight-pairs.ts';
import { wholePrices } from './whole-prices.ts';

export type AssignmentStep = { readonly at: 'levels' | 'auction' | 'paths'; readonly done: number };

const pathsAStep = 1000;

/**
 * The cheapest seating, exactly, with the price of every line; undefined where there is none: somebody who may not stay finds no
 * seat, or a seat that must be filled finds nobody.
 *
 * Three parts, each on what the one before has left. Levels of seats, by far the largest numbers, are settled by alternating paths
 * alone, and divide volunteers and lines into classes that no longer compete: what is left is to choose among pairs by small
 * costs. An auction settles nearly all of that; shortest chains of moves settle the rest.
 *
 * A generator: the caller may drop it between two steps. Deterministic. Reorders the pairs within rows and columns. Throws a
 * RangeError where numbers could pass 2^53. Memory beyond the assignment: 13 bytes a volunteer, 37 a seat and 57 a line.
 */
export function* assignmentSteps(assignment: Assignment): Generator<AssignmentStep, Seating | undefined> {
  const levels = seatLevelsOf(assignment);
  refuseTooLarge(levels);
  yield { at: 'levels', done: 0.1 };
  const filling = fillByLevel(assignment, levels);
  if (!isFeasible(assignment, filling)) return undefined;
  yield { at: 'levels', done: 0.2 };
  const tight = tightPairsOf(assignment, levels, filling);
  const open = openSeatsOf(assignment, levels, tight);
  const auctioned = yield* auctionSteps(assignment, tight, open);
  const paths = new ExactPaths(assignment, tight, open, auctioned);
  for (let volunteer = 0; volunteer < assignment.volunteers; volunteer += 1) {
    paths.place(volunteer);
    if (volunteer % pathsAStep === 0) yield { at: 'paths', done: 0.8 + (0.1 * volunteer) / assignment.volunteers };
  }
  for (let line = 0; line < assignment.lines; line += 1) {
    while (paths.isWanting(line)) paths.fill(line);
    if (line % pathsAStep === 0) yield { at: 'paths', done: 0.9 + (0.1 * line) / assignment.lines };
  }
  const { lineOf, costOf, filled, price } = paths;
  wholePrices(assignment, levels, tight, open, price);
  return { lineOf, costOf, filled, price };
}

/** Runs to the end at once. */
export function solveAssignment(assignment: Assignment): Seating | undefined {
  const steps = assignmentSteps(assignment);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function* auctionSteps(
  ...given: Parameters<typeof auction>
): Generator<AssignmentStep, ReturnType<typeof auction> extends Generator<number, infer A> ? A : never> {
  const steps = auction(...given);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield { at: 'auction', done: 0.2 + 0.6 * value };
  }
}

function refuseTooLarge({ base }: SeatLevels): void {
  const largest = Math.max(0, ...base.map(Math.abs));
  if (largest > Number.MAX_SAFE_INTEGER / 4) throw new RangeError(`seats that differ by ${largest} could make a price that is not exact`);
}

function isFeasible({ volunteers, lines, mayStay, seatStart, seatCost }: Assignment, { placed, filled }: Filling): boolean {
  if (!mayStay && placed < volunteers) return false;
  for (let line = 0; line < lines; line += 1) {
    const seat = seatStart[line]! + filled[line]!;
    if (seat < seatStart[line + 1]! && seatCost[seat] === -Infinity) return false;
  }
  return true;
}

/** The sum of costs, exactly; seats that must be filled are not counted. */
export function costOfSeating({ seatStart, seatCost }: Assignment, { lineOf, costOf, filled }: Omit<Seating, 'price'>): bigint {
  let pairs = 0;
  for (let v = 0; v < lineOf.length; v += 1) if (lineOf[v] !== nowhere) pairs += costOf[v]!;
  let sum = BigInt(pairs);
  for (let line = 0; line < filled.length; line += 1) {
    for (let seat = seatStart[line]!; seat < seatStart[line]! + filled[line]!; seat += 1) {
      if (seatCost[seat] !== -Infinity) sum += BigInt(seatCost[seat]!);
    }
  }
  return sum;
}
