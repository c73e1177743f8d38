import { expect, test } from 'vitest';

import { instanceText } from '../../bench/matching/instance.ts';
import { kinds, loads, sizes, type Shape } from '../../bench/matching/shape.ts';
import { seatGoals, seatWeights } from '../../bench/matching/weights.ts';
import { GeneralNetwork } from '../../src/matching/dimacs/general-network.ts';
import { readDimacs } from '../../src/matching/dimacs/reader.ts';
import { circulate, type Goal } from '../../src/matching/network/circulation.ts';
import type { Network } from '../../src/matching/network/network.ts';
import { solve } from '../../src/matching/network/simplex.ts';

const shape: Shape = { size: sizes.programme, kind: 'clustered', load: loads.balanced, nested: false, seed: 1 };
const textOf = (of: Shape) => [...instanceText(of)].join('');

function problemOf(of: Shape): GeneralNetwork {
  let problem: GeneralNetwork | undefined;
  const read = readDimacs(
    () => [new TextEncoder().encode(textOf(of))],
    (size) => (problem = new GeneralNetwork(size)),
  );
  if (!read.ok || problem === undefined) throw new Error('malformed');
  return problem;
}

/** The arcs of an instance by what they stand for. */
function arcsOf({ network, cost }: GeneralNetwork, { size }: Shape) {
  const all = [...network.source.keys()];
  const sink = network.nodes - 1;
  const isOf = (from: number, to: number) => (arc: number) => network.source[arc]! >= from && network.source[arc]! < to;
  const byVolunteers = all.filter(isOf(0, size.volunteers));
  return {
    pairs: byVolunteers.filter((arc) => network.target[arc] !== sink),
    unplaced: byVolunteers.filter((arc) => network.target[arc] === sink),
    seats: all.filter(isOf(size.volunteers, size.volunteers + size.lines)),
    beds: all.filter(isOf(size.volunteers + size.lines, sink)),
    costOf: (arc: number) => cost[arc]!,
  };
}

test('the same shape gives the same text, another seed another', () => {
  const first = textOf(shape);
  expect(textOf(shape)).toBe(first);
  expect(textOf({ ...shape, seed: 2 })).not.toBe(first);
});

const everyShape = kinds.flatMap((kind) =>
  Object.values(loads).flatMap((load) => [false, true].map((nested) => ({ ...shape, kind, load, nested }))),
);

test.each(everyShape)('a programme, $kind, load $load, nested $nested, is of the size promised', (of) => {
  const problem = problemOf(of);
  const { network } = problem;
  const { volunteers, lines } = of.size;
  const { pairs, unplaced, seats, beds, costOf } = arcsOf(problem, of);
  const sum = (arcs: readonly number[]) => arcs.reduce((total, arc) => total + network.capacity[arc]!, 0);

  expect([...network.supply.subarray(0, volunteers)]).toEqual(Array.from({ length: volunteers }, () => 1));
  expect(network.supply.at(-1)).toBe(-volunteers);
  expect(unplaced.length).toBe(volunteers);
  expect(pairs.length / volunteers).toBeGreaterThan(27);
  expect(pairs.length / volunteers).toBeLessThan(32);
  expect(new Set(pairs.map((arc) => `${network.source[arc]} ${network.target[arc]}`)).size).toBe(pairs.length);
  expect(pairs.every((arc) => costOf(arc) >= 0 && costOf(arc) <= 1023 && network.capacity[arc] === 1)).toBe(true);

  expect(new Set(seats.map((arc) => network.source[arc])).size).toBe(lines);
  expect(sum(seats)).toBe(Math.round(volunteers / of.load));
  expect(Math.max(...seats.map((arc) => network.capacity[arc]!))).toBeLessThanOrEqual(8);
  expect(sum(beds) > 0 && sum(beds) < sum(seats)).toBe(of.nested);
});

test('where subjects are scarce, seats stay empty and volunteers unplaced though there are as many', () => {
  const problem = problemOf(shape);
  const solution = solve(problem.network, problem.cost);
  if (solution.status !== 'optimal') throw new Error(solution.status);
  const { unplaced, seats } = arcsOf(problem, shape);
  const placed = unplaced.filter((arc) => solution.flow[arc] === 0).length;
  expect(placed).toBeGreaterThan(0.7 * shape.size.volunteers);
  expect(placed).toBeLessThan(0.99 * shape.size.volunteers);
  expect(seats.reduce((sum, arc) => sum + solution.flow[arc]!, 0)).toBe(placed);
});

test('weights are exact at every size, and fit 32 bits for a programme', () => {
  expect(seatWeights(sizes.programme)[0]).toBeLessThan(2 ** 31);
  // Even by the crudest bound on a price: the largest weight on every arc of a path through every node.
  expect(seatWeights(sizes.world)[0]! * (sizes.world.volunteers + sizes.world.lines + 1)).toBeLessThan(2 ** 52);
});

/** The same network, with an arc from the sink to each volunteer in the place of supplies. */
function asCirculation({ nodes, source, target, capacity, supply }: Network): Network {
  const volunteers = [...supply.keys()].filter((v) => supply[v] === 1);
  return {
    nodes,
    source: Int32Array.from([...source, ...volunteers.map(() => nodes - 1)]),
    target: Int32Array.from([...target, ...volunteers]),
    capacity: Float64Array.from([...capacity, ...volunteers.map(() => 1)]),
    supply: new Float64Array(nodes),
  };
}

const tiny = { volunteers: 60, lines: 30 };

test.each(kinds.flatMap((kind) => [1, 2, 3, 4, 5, 6].map((seed) => ({ kind, seed }))))(
  'one sum of weights is as good as goal after goal: $kind, seed $seed',
  ({ kind, seed }) => {
    for (const load of Object.values(loads)) {
      const of = { ...shape, size: tiny, kind, load, seed };
      const problem = problemOf(of);
      const { pairs, seats, costOf } = arcsOf(problem, of);
      const weights = seatWeights(tiny);
      const seatsUnder = (goal: number) => seats.filter((arc) => costOf(arc) === -weights[goal]!);
      const goals: Goal[] = weights.map((_, goal) => (cost) => seatsUnder(goal).forEach((arc) => (cost[arc] = -1)));
      const choices: Goal = (cost) => pairs.forEach((arc) => (cost[arc] = costOf(arc)));
      expect(weights.length).toBe(seatGoals);

      const valuesOf = (flow: Float64Array) => {
        const sum = (arcs: readonly number[], each: (arc: number) => number) =>
          arcs.reduce((total, arc) => total + flow[arc]! * each(arc), 0);
        return [...weights.map((_, goal) => sum(seatsUnder(goal), () => 1)), sum(pairs, costOf)];
      };
      const inOne = solve(problem.network, problem.cost);
      if (inOne.status !== 'optimal') throw new Error(inOne.status);
      expect(valuesOf(inOne.flow)).toEqual(valuesOf(circulate(asCirculation(problem.network), [...goals, choices]).flow));
    }
  },
);

test('with counties, all seats together still come before choices', () => {
  const of = { ...shape, size: tiny, nested: true };
  const problem = problemOf(of);
  const { pairs, seats, costOf } = arcsOf(problem, of);
  const both: Goal[] = [seats, pairs].map((arcs) => (cost) => arcs.forEach((arc) => (cost[arc] = costOf(arc))));
  const objectiveOf = (flow: Float64Array) => problem.cost.reduce((sum, cost, arc) => sum + cost * flow[arc]!, 0);
  const inOne = solve(problem.network, problem.cost);
  if (inOne.status !== 'optimal') throw new Error(inOne.status);
  expect(objectiveOf(inOne.flow)).toBeLessThan(0);
  expect(objectiveOf(inOne.flow)).toBe(objectiveOf(circulate(asCirculation(problem.network), both).flow));
});
