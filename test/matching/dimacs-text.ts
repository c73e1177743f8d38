import { optimumOf, readProblem } from '../../src/matching/dimacs/problem.ts';
import type { DimacsSource } from '../../src/matching/dimacs/reader.ts';

/** In pieces that break lines anywhere, as pieces of a file do. */
export function bytesOf(text: string, pieceLength = 61): DimacsSource {
  const bytes = new TextEncoder().encode(text);
  return function* () {
    for (let from = 0; from < bytes.length; from += pieceLength) yield bytes.slice(from, from + pieceLength);
  };
}

/** What `solve` says of a file with this text: the objective, or the status where there is none. */
export function objectiveOf(text: string): string {
  const problem = readProblem(bytesOf(text));
  if (!problem.ok) throw new Error(`line ${problem.error.line}: ${problem.error.message}`);
  const optimum = optimumOf(problem.value);
  return optimum.status === 'optimal' ? String(optimum.objective) : optimum.status;
}
