import fc from 'fast-check';
import { expect, test } from 'vitest';

import { instanceText } from '../../bench/matching/instance.ts';
import { kinds, loads } from '../../bench/matching/shape.ts';
import { wrongInSeating } from '../../src/matching/assignment/check-seating.ts';
import { costOfSeating, solveAssignment } from '../../src/matching/assignment/solve-assignment.ts';
import { GeneralNetwork } from '../../src/matching/dimacs/general-network.ts';
import { optimumOf, readProblem, type FlowProblem } from '../../src/matching/dimacs/problem.ts';
import { readDimacs } from '../../src/matching/dimacs/reader.ts';
import { assignmentTexts } from './assignment-networks.ts';
import { bytesOf, objectiveOf } from './dimacs-text.ts';

/** The same text as a network of any form, for the simplex. */
function objectiveBySimplex(text: string): string {
  let read: GeneralNetwork | undefined;
  const size = readDimacs(bytesOf(text), (promised) => (read = new GeneralNetwork(promised)));
  if (!size.ok || read === undefined) throw new Error('malformed');
  const optimum = optimumOf({ ...size.value, form: 'network', read });
  return optimum.status === 'optimal' ? String(optimum.objective) : optimum.status;
}

function readText(text: string): FlowProblem {
  const problem = readProblem(bytesOf(text, 4096));
  if (!problem.ok) throw new Error(problem.error.message);
  return problem.value;
}

test('an assignment costs what the simplex finds, is infeasible where that finds nothing, and its prices prove it', () => {
  let assignments = 0;
  fc.assert(
    fc.property(assignmentTexts(), (text) => {
      expect(objectiveOf(text)).toBe(objectiveBySimplex(text));
      const problem = readText(text);
      if (problem.form !== 'assignment') return;
      const { assignment } = problem.read;
      const seating = solveAssignment(assignment);
      if (seating === undefined) return;
      expect(wrongInSeating(assignment, seating)).toBeUndefined();
      assignments += 1;
    }),
    { numRuns: 3000 },
  );
  expect(assignments).toBeGreaterThan(200);
});

test.each(kinds.flatMap((kind) => Object.values(loads).map((load) => ({ kind, load }))))(
  'a middle-sized season, $kind, volunteers to seats $load, costs what the simplex finds',
  ({ kind, load }) => {
    const text = [...instanceText({ size: { volunteers: 400, lines: 110 }, kind, load, nested: false, seed: 5 })].join('');
    const problem = readText(text);
    if (problem.form !== 'assignment') throw new Error('it was not seen to be an assignment');
    const { assignment, besides } = problem.read;
    const seating = solveAssignment(assignment);
    if (seating === undefined) throw new Error('infeasible');
    expect(String(besides + costOfSeating(assignment, seating))).toBe(objectiveBySimplex(text));
    expect(wrongInSeating(assignment, seating)).toBeUndefined();
  },
);

test('a seating with anybody elsewhere, or any price moved beyond its slack, is wrong', () => {
  const text = [...instanceText({ size: { volunteers: 60, lines: 15 }, kind: 'clustered', load: 1, nested: false, seed: 9 })].join('');
  const problem = readText(text);
  if (problem.form !== 'assignment') throw new Error('it was not seen to be an assignment');
  const { assignment } = problem.read;
  const seating = solveAssignment(assignment)!;
  for (let v = 0; v < assignment.volunteers; v += 1) {
    const lineOf = seating.lineOf.with(v, (seating.lineOf[v]! + 2) % assignment.lines);
    expect(wrongInSeating(assignment, { ...seating, lineOf })).toBeTypeOf('string');
  }
  for (const line of seating.price.keys()) {
    if (seating.filled[line] === 0) continue;
    const price = seating.price.with(line, seating.price[line]! + 2 ** 40);
    expect(wrongInSeating(assignment, { ...seating, price })).toBeTypeOf('string');
  }
});
