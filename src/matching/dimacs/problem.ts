import { ok, type Result } from '../../domain/result.ts';
import { costOfSeating, solveAssignment } from '../assignment/solve-assignment.ts';
import { solve } from '../network/simplex.ts';
import { AssignmentBuilder, type ReadAssignment } from './assignment-builder.ts';
import { GeneralNetwork } from './general-network.ts';
import { readDimacs, type DimacsFault, type DimacsSize, type DimacsSource } from './reader.ts';
import { assignmentNodesOf, Sketch } from './sketch.ts';

/** A problem as it is solved: as an assignment where it is one, by what is made for it; as a network of any form otherwise. */
export type FlowProblem = DimacsSize &
  (
    | { readonly form: 'assignment'; readonly read: ReadAssignment }
    | { readonly form: 'network'; readonly read: GeneralNetwork }
    /** Supplies that do not add up cannot be met by any flow. */
    | { readonly form: 'unbalanced' }
  );

export type Optimum =
  | { readonly status: 'optimal'; readonly objective: bigint }
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' };

/**
 * Reads a problem in DIMACS format, or says which line is wrong. Passes over the source twice, so that nothing is held but what is
 * solved: 16 bytes an arc of an assignment, 24 of another network.
 */
export function readProblem(source: DimacsSource): Result<FlowProblem, DimacsFault> {
  let sketch: Sketch | undefined;
  const size = readDimacs(source, (promised) => (sketch = new Sketch(promised)));
  if (!size.ok) return size;
  if (sketch === undefined || sumOf(sketch.supplies) !== 0n) return ok({ ...size.value, form: 'unbalanced' });
  const nodes = assignmentNodesOf(sketch);
  if (nodes !== undefined) {
    const builder = new AssignmentBuilder(sketch, nodes);
    readDimacs(source, () => builder);
    const read = builder.build();
    if (read !== undefined) return ok({ ...size.value, form: 'assignment', read });
  }
  const read = new GeneralNetwork(size.value);
  readDimacs(source, () => read);
  return ok({ ...size.value, form: 'network', read });
}

/** Throws a RangeError where the numbers are too large to be exact. */
export function optimumOf(problem: FlowProblem): Optimum {
  if (problem.form === 'unbalanced') return { status: 'infeasible' };
  if (problem.form === 'assignment') {
    const { assignment, besides } = problem.read;
    const seating = solveAssignment(assignment);
    if (seating === undefined) return { status: 'infeasible' };
    return { status: 'optimal', objective: besides + costOfSeating(assignment, seating) };
  }
  const { network, cost, fixedCost } = problem.read;
  const solution = solve(network, cost);
  if (solution.status !== 'optimal') return { status: solution.status };
  return { status: 'optimal', objective: fixedCost + worthOf(cost, solution.flow) };
}

function sumOf(values: Float64Array): bigint {
  let sum = 0n;
  for (const value of values) if (value !== 0) sum += BigInt(value);
  return sum;
}

/** Σ cost·flow, exactly. */
function worthOf(cost: Float64Array, flow: Float64Array): bigint {
  let sum = 0n;
  for (let arc = 0; arc < flow.length; arc += 1) {
    const product = cost[arc]! * flow[arc]!;
    if (product === 0) continue;
    sum += Number.isSafeInteger(product) ? BigInt(product) : BigInt(cost[arc]!) * BigInt(flow[arc]!);
  }
  return sum;
}
