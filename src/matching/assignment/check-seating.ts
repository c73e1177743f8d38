import { nowhere, type Assignment, type Seating } from './assignment.ts';

/**
 * What is wrong with a seating, or undefined when it is feasible and cheapest. It asks of the prices what optimality asks, pair by pair
 * and seat by seat, and knows nothing of how they were found: nobody could do better at these prices, seats that are
 * filled cost no more than their line's price, seats that are empty no less. O(pairs + seats).
 * Source: complementary slackness, as in Ahuja, Magnanti & Orlin, Network Flows (1993), theorem 9.4.
 */
export function wrongInSeating(assignment: Assignment, seating: Seating): string | undefined {
  const placed = new Int32Array(assignment.lines);
  for (let volunteer = 0; volunteer < assignment.volunteers; volunteer += 1) {
    const wrong = wrongWithVolunteer(assignment, seating, volunteer);
    if (wrong !== undefined) return `volunteer ${volunteer} ${wrong}`;
    if (seating.lineOf[volunteer] !== nowhere) placed[seating.lineOf[volunteer]!]! += 1;
  }
  for (let line = 0; line < assignment.lines; line += 1) {
    if (placed[line] !== seating.filled[line]) return `line ${line} fills ${seating.filled[line]} seats with ${placed[line]} volunteers`;
    const wrong = wrongWithSeats(assignment, line, placed[line]!, seating.price[line]!);
    if (wrong !== undefined) return `line ${line} ${wrong}`;
  }
  return undefined;
}

function wrongWithVolunteer(assignment: Assignment, { lineOf, costOf, price }: Seating, volunteer: number): string | undefined {
  const { rowStart, rowLine, rowCost, mayStay } = assignment;
  const own = lineOf[volunteer]!;
  const asked = own === nowhere ? 0 : costOf[volunteer]! + price[own]!;
  if (own === nowhere && !mayStay) return 'has no line';
  if (mayStay && asked > 0) return 'would rather stay';
  let isPaired = own === nowhere;
  for (let pair = rowStart[volunteer]!; pair < rowStart[volunteer + 1]!; pair += 1) {
    const line = rowLine[pair]!;
    if (rowCost[pair]! + price[line]! < asked) return `would rather be in line ${line}`;
    if (line === own && rowCost[pair] === costOf[volunteer]) isPaired = true;
  }
  return isPaired ? undefined : `is in line ${own} at a cost that no pair of theirs has`;
}

function wrongWithSeats({ seatStart, seatCost }: Assignment, line: number, filled: number, price: number): string | undefined {
  const start = seatStart[line]!;
  const end = seatStart[line + 1]!;
  if (filled > end - start) return 'has not that many seats';
  if (filled > 0 && seatCost[start + filled - 1]! > price) return 'fills a seat that costs more than its price';
  if (start + filled < end && seatCost[start + filled]! < price) return 'leaves a seat empty that costs less than its price';
  return start + filled < end && seatCost[start + filled] === -Infinity ? 'leaves a seat empty that must be filled' : undefined;
}
