import { piecesOf } from '../../scripts/solve/pieces.ts';
import { SeededRandom } from '../../seeds/made-up/random.ts';
import type { Assignment, Seating } from '../../src/matching/assignment/assignment.ts';
import { wrongInSeating } from '../../src/matching/assignment/check-seating.ts';
import { refill } from '../../src/matching/assignment/refill.ts';
import { solveAssignment } from '../../src/matching/assignment/solve-assignment.ts';
import { WhyNotSearch } from '../../src/matching/assignment/why-not.ts';
import { readProblem } from '../../src/matching/dimacs/problem.ts';

/**
 * What is asked of a solved instance, timed in the process that solved it: the check, why not this pair for 401 random ones, and a refill after one
 * in a hundred withdrew. Prints one line of JSON; `null` for an instance that is no plain assignment.
 */
function main(file: string): void {
  const problem = readProblem(piecesOf(file));
  if (!problem.ok || problem.value.form !== 'assignment') return console.log('null');
  const { assignment } = problem.value.read;
  const solved = timed(() => solveAssignment(assignment));
  const seating = solved.gives;
  if (seating === undefined) return console.log('null');
  const checked = timed(() => wrongInSeating(assignment, seating));
  if (checked.gives !== undefined) throw new Error(`the checker refuses the seating: ${checked.gives}`);
  const random = new SeededRandom(7);
  const asked = whyNotMs(assignment, seating, random).toSorted((a, b) => a - b);
  const hasWithdrawn = Uint8Array.from(seating.lineOf, () => (random.chance(0.01) ? 1 : 0));
  const repaired = timed(() => refill(assignment, seating, hasWithdrawn));
  const share = (part: number) => asked[Math.floor(asked.length * part)];
  console.log(
    JSON.stringify({ solveMs: solved.ms, checkMs: checked.ms, repairMs: repaired.ms, whyNotMs: share(0.5), whyNotMostMs: share(0.95) }),
  );
}

function timed<T>(work: () => T): { readonly gives: T; readonly ms: number } {
  const begun = performance.now();
  const gives = work();
  return { gives, ms: performance.now() - begun };
}

function whyNotMs(assignment: Assignment, seating: Seating, random: SeededRandom): number[] {
  const search = new WhyNotSearch(assignment, seating);
  return Array.from({ length: 401 }, () => {
    const { volunteer, line } = randomPair(assignment, seating, random);
    return timed(() => search.ask(volunteer, line)).ms;
  });
}

/** One that the seating does not have. */
function randomPair({ volunteers, rowStart, rowLine }: Assignment, { lineOf }: Seating, random: SeededRandom) {
  for (;;) {
    const volunteer = random.between(0, volunteers - 1);
    const pairs = rowStart[volunteer + 1]! - rowStart[volunteer]!;
    if (pairs < 2) continue;
    const line = rowLine[rowStart[volunteer]! + random.between(0, pairs - 1)]!;
    if (line !== lineOf[volunteer]) return { volunteer, line };
  }
}

main(process.argv[2]!);
