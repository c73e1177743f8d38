import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { objectiveOf, readDimacs } from '../../src/matching/network/dimacs.ts';
import { NetworkBuilder } from '../../src/matching/network/network.ts';
import { solve } from '../../src/matching/network/simplex.ts';

/** An instance of J. E. Beasley's OR-Library, as a flow problem in DIMACS text. */
function assignment(file: string): string {
  const numbers = readFileSync(new URL(`instances/${file}`, import.meta.url), 'utf8')
    .trim()
    .split(/\s+/)
    .map(Number);
  const size = numbers[0]!;
  const lines = [`p min ${2 * size} ${size * size}`];
  for (let i = 1; i <= size; i += 1) lines.push(`n ${i} 1`, `n ${size + i} -1`);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) lines.push(`a ${i + 1} ${size + j + 1} 0 1 ${numbers[1 + i * size + j]}`);
  }
  return lines.join('\n');
}

function objectiveOfText(text: string): string {
  const problem = readDimacs(text);
  if (!problem.ok) throw new Error(problem.error.message);
  const { network, cost, fixedCost } = problem.value;
  const solution = solve(network, [(out) => out.set(cost)]);
  return solution.status === 'optimal' ? String(fixedCost + objectiveOf(cost, solution.flow)) : solution.status;
}

test.each([
  ['assign100.txt', '305'],
  ['assign500.txt', '991'],
])('%s of OR-Library costs %s', (file, optimum) => {
  expect(objectiveOfText(assignment(file))).toBe(optimum);
});

test('a lower bound forces flow that costs, and an unlimited negative cycle has no optimum', () => {
  expect(objectiveOfText('p min 2 2\nn 1 3\nn 2 -3\na 1 2 2 5 7\na 1 2 0 5 1')).toBe('15');
  expect(objectiveOfText('p min 2 2\na 1 2 0 -1 -1\na 2 1 0 -1 0')).toBe('unbounded');
  expect(objectiveOfText('p min 2 1\nn 1 3\nn 2 -3\na 1 2 0 2 1')).toBe('infeasible');
});

test.each([
  ['', 1],
  ['a 1 2 0 1 1', 1],
  ['p min 2 1\na 1 3 0 1 1', 2],
  ['p min 2 1\na 1 2 0 1', 2],
  ['p min 2 1\na 1 2 3 1 1', 2],
  ['p min 2 1\na 1 2 0 1 1.5', 2],
  ['p min 2 1\nn 1 99999999999999999', 2],
  ['p min 2 1\nn 1 1\nn 1 1', 3],
  ['p max 2 1', 1],
  ['p min 2 2\na 1 2 0 1 1', 2],
])('malformed text %j is refused at line %i', (text, line) => {
  const read = readDimacs(text);
  expect(read).toMatchObject({ ok: false, error: { kind: 'malformed', line } });
});

const smallNetwork = fc.record({
  left: fc.integer({ min: 1, max: 4 }),
  right: fc.integer({ min: 1, max: 3 }),
  arcs: fc.array(
    fc.record({ from: fc.nat(3), to: fc.nat(2), first: fc.integer({ min: -3, max: 2 }), second: fc.integer({ min: -9, max: 9 }) }),
    {
      maxLength: 9,
    },
  ),
  seats: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
});

test('goals are reached strictly in order: as good as trying every subset of pairs', () => {
  fc.assert(
    fc.property(smallNetwork, ({ left, right, arcs, seats }) => {
      const pairs = arcs.filter(({ from, to }) => from < left && to < right);
      const builder = new NetworkBuilder();
      const hub = builder.addNodes(1);
      const people = builder.addNodes(left);
      const places = builder.addNodes(right);
      const numbers = pairs.map(({ from, to }) => builder.addArc(people + from, places + to, 1));
      for (let v = 0; v < left; v += 1) builder.addArc(hub, people + v, 1);
      for (let r = 0; r < right; r += 1) builder.addArc(places + r, hub, seats[r]!);
      const solution = solve(builder.build(), [
        (cost) => pairs.forEach(({ first }, i) => (cost[numbers[i]!] = first)),
        (cost) => pairs.forEach(({ second }, i) => (cost[numbers[i]!] = second)),
      ]);
      if (solution.status !== 'optimal') throw new Error(solution.status);
      const taken = pairs.filter((_, i) => solution.flow[numbers[i]!] === 1);
      expect(goalsOf(taken)).toEqual(bestByTrying(pairs, left, right, seats));
    }),
    { numRuns: 400 },
  );
});

type Pair = { readonly from: number; readonly to: number; readonly first: number; readonly second: number };

function goalsOf(pairs: readonly Pair[]): [number, number] {
  return [pairs.reduce((sum, { first }) => sum + first, 0), pairs.reduce((sum, { second }) => sum + second, 0)];
}

function bestByTrying(pairs: readonly Pair[], left: number, right: number, seats: readonly number[]): [number, number] {
  let best: [number, number] = [0, 0];
  for (let set = 0; set < 1 << pairs.length; set += 1) {
    const chosen = pairs.filter((_, i) => (set >> i) & 1);
    const isFeasible =
      Array.from({ length: left }, (_, v) => chosen.filter(({ from }) => from === v).length <= 1).every(Boolean) &&
      Array.from({ length: right }, (_, r) => chosen.filter(({ to }) => to === r).length <= seats[r]!).every(Boolean);
    const goals = goalsOf(chosen);
    if (isFeasible && (goals[0] < best[0] || (goals[0] === best[0] && goals[1] < best[1]))) best = goals;
  }
  return best;
}
