import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { readProblem } from '../../src/matching/dimacs/problem.ts';
import { bytesOf, objectiveOf } from './dimacs-text.ts';

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

test.each([
  ['assign100.txt', '305'],
  ['assign500.txt', '991'],
])('%s of OR-Library costs %s', (file, optimum) => {
  expect(objectiveOf(assignment(file))).toBe(optimum);
});

test('places by ratings: the largest sum is 15, and one of five is left out', () => {
  // Two choices of two places; what each of five rates them at.
  const ratings = [
    [5, 3],
    [5, 2],
    [2, 0],
    [4, 4],
    [3, undefined],
  ];
  const pairs = ratings.flatMap((row, u) => row.flatMap((rating, c) => (rating === undefined ? [] : `a ${u + 1} ${6 + c} 0 1 ${-rating}`)));
  const staying = ratings.map((_, u) => `a ${u + 1} 8 0 1 0`);
  const supplies = ratings.map((_, u) => `n ${u + 1} 1`);
  const arcs = [...pairs, ...staying, 'a 6 8 0 2 0', 'a 7 8 0 2 0'];
  expect(objectiveOf([`p min 8 ${arcs.length}`, ...supplies, 'n 8 -5', ...arcs].join('\n'))).toBe('-15');
});

test('a lower bound forces flow that costs, and an unlimited negative cycle has no optimum', () => {
  expect(objectiveOf('p min 2 2\nn 1 3\nn 2 -3\na 1 2 2 5 7\na 1 2 0 5 1')).toBe('15');
  expect(objectiveOf('p min 2 2\na 1 2 0 -1 -1\na 2 1 0 -1 0')).toBe('unbounded');
  expect(objectiveOf('p min 2 1\nn 1 3\nn 2 -3\na 1 2 0 2 1')).toBe('infeasible');
  // Without end only where there is a flow at all; and both ways of solving, where one price would be too large.
  expect(objectiveOf('p min 3 3\nn 1 1\nn 3 -1\na 1 2 0 -1 -1\na 2 1 0 -1 0\na 2 3 0 0 1')).toBe('infeasible');
  expect(objectiveOf('p min 2 1\nn 1 3\nn 2 -3\na 1 2 0 5 900000000000000')).toBe('2700000000000000');
  expect(objectiveOf('p min 2 1\nn 1 3\nn 2 -3\na 1 2 0 2 900000000000000')).toBe('infeasible');
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
  expect(readProblem(bytesOf(text))).toMatchObject({ ok: false, error: { kind: 'malformed', line } });
});
