import { readFile } from 'node:fs/promises';

import { objectiveOf, readDimacs } from '../src/matching/network/dimacs.ts';
import { solve, type Solution } from '../src/matching/network/simplex.ts';

/** Solves a minimum-cost flow problem in DIMACS format and prints one line of JSON. */
async function main([file, ...more]: readonly string[]): Promise<number> {
  if (file === undefined || file.startsWith('-') || more.length > 0) return complain('Usage: npm run --silent solve -- FILE.min');
  const begun = performance.now();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') return complain(`Cannot read ${file}: ${text.code ?? text.message}`);
  const problem = readDimacs(text);
  if (!problem.ok) return complain(`${file}:${problem.error.line}: ${problem.error.message}`);
  const { network, cost, fixedCost } = problem.value;
  const size = { nodes: network.nodes, arcs: network.source.length };
  const read = performance.now();
  // Supplies that do not add up cannot be met by any flow.
  const solution: Solution = sumOf(network.supply) === 0n ? solve(network, cost) : { status: 'infeasible' };
  const times = {
    readMs: Math.round(read - begun),
    solveMs: Math.round(performance.now() - read),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  if (solution.status !== 'optimal') return print({ status: solution.status, ...size, ...times }, 1);
  return print({ status: 'optimal', objective: String(fixedCost + objectiveOf(cost, solution.flow)), ...size, ...times }, 0);
}

function sumOf(values: Float64Array): bigint {
  let sum = 0n;
  for (const value of values) sum += BigInt(value);
  return sum;
}

function print(answer: Readonly<Record<string, unknown>>, status: number): number {
  console.log(JSON.stringify(answer));
  return status;
}

function complain(message: string): number {
  console.error(message);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.exitCode = complain(`${process.argv[2]}: the numbers are too large to be exact: ${error.message}.`);
}
