import fc from 'fast-check';
import { expect, test } from 'vitest';

import { circulate, type Goal } from '../../src/matching/network/circulation.ts';
import { NetworkBuilder, type Network } from '../../src/matching/network/network.ts';
import { solve } from '../../src/matching/network/simplex.ts';

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
      const solution = circulate(builder.build(), [
        (cost) => pairs.forEach(({ first }, i) => (cost[numbers[i]!] = first)),
        (cost) => pairs.forEach(({ second }, i) => (cost[numbers[i]!] = second)),
      ]);
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

/** Networks of any form, with capacities and costs of every sign: a circulation on them has nothing of a match. */
const anyNetwork = fc
  .record({
    nodes: fc.integer({ min: 1, max: 9 }),
    arcs: fc.array(
      fc.record({ from: fc.nat(8), to: fc.nat(8), capacity: fc.nat(5), cost: fc.integer({ min: -20, max: 20 }), next: fc.integer() }),
      { maxLength: 40 },
    ),
  })
  .map(({ nodes, arcs }) => {
    const builder = new NetworkBuilder();
    builder.addNodes(nodes);
    for (const { from, to, capacity } of arcs) builder.addArc(from % nodes, to % nodes, capacity);
    return { network: builder.build(), first: arcs.map(({ cost }) => cost), second: arcs.map(({ next }) => next % 1000) };
  });

const goalOf =
  (costs: readonly number[]): Goal =>
  (cost) =>
    cost.set(costs);
const worth = (costs: readonly number[], flow: Float64Array) => costs.reduce((sum, cost, arc) => sum + cost * flow[arc]!, 0);

test('on any network the cost is that of another algorithm, nodes balance, and prices leave nothing to gain', () => {
  fc.assert(
    fc.property(anyNetwork, ({ network, first, second }) => {
      const { flow, prices } = circulate(network, [goalOf(first), goalOf(second)]);
      const alone = solve(network, Float64Array.from(first));
      expect(worth(first, flow)).toBe(alone.status === 'optimal' ? worth(first, alone.flow) : alone.status);
      expect(imbalanceOf(network, flow)).toEqual(Array.from({ length: network.nodes }, () => 0));
      for (const arc of first.keys()) expect(gainOn(network, arc, [first, second], prices, flow)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

function imbalanceOf({ nodes, source, target }: Network, flow: Float64Array): number[] {
  const sum = Array.from({ length: nodes }, () => 0);
  for (const [arc, amount] of flow.entries()) {
    sum[source[arc]!]! -= amount;
    sum[target[arc]!]! += amount;
  }
  return sum;
}

/** Would more or less on the arc serve the goals, first things first? */
function gainOn(
  { source, target, capacity }: Network,
  arc: number,
  costs: readonly (readonly number[])[],
  prices: readonly Float64Array[],
  flow: Float64Array,
): boolean {
  for (const [k, cost] of costs.entries()) {
    const reduced = cost[arc]! + prices[k]![source[arc]!]! - prices[k]![target[arc]!]!;
    if (reduced !== 0) return reduced < 0 ? flow[arc]! < capacity[arc]! : flow[arc]! > 0;
  }
  return false;
}

test('costs whose prices could not be exact, and gains without limit, are refused', () => {
  const builder = new NetworkBuilder();
  builder.addNodes(2);
  builder.addArc(0, 1, Infinity);
  builder.addArc(1, 0, Infinity);
  const network = builder.build();
  expect(() => circulate(network, [goalOf([2 ** 52, 0])])).toThrow(RangeError);
  expect(() => circulate(network, [goalOf([-1, 0])])).toThrow(RangeError);
});
