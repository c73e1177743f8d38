import { optimumOf, readProblem } from '../src/matching/dimacs/problem.ts';
import { piecesOf } from './solve/pieces.ts';

/** Solves a minimum-cost flow problem in DIMACS format and prints one line of JSON. */
function main([file, ...more]: readonly string[]): number {
  if (file === undefined || file.startsWith('-') || more.length > 0) return complain('Usage: npm run --silent solve -- FILE.min');
  const begun = performance.now();
  const problem = readProblem(piecesOf(file));
  if (!problem.ok) return complain(`${file}:${problem.error.line}: ${problem.error.message}`);
  const { nodes, arcs } = problem.value;
  const read = performance.now();
  const optimum = optimumOf(problem.value);
  const answer = {
    status: optimum.status,
    ...(optimum.status === 'optimal' ? { objective: String(optimum.objective) } : {}),
    nodes,
    arcs,
    readMs: Math.round(read - begun),
    solveMs: Math.round(performance.now() - read),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(answer));
  return optimum.status === 'optimal' ? 0 : 1;
}

function complain(message: string): number {
  console.error(message);
  return 2;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (error instanceof RangeError) {
    process.exitCode = complain(`${process.argv[2]}: the numbers are too large to be exact: ${error.message}.`);
  } else if (error instanceof Error && 'syscall' in error) {
    process.exitCode = complain(`Cannot read ${process.argv[2]}: ${'code' in error ? String(error.code) : error.message}`);
  } else throw error;
}
