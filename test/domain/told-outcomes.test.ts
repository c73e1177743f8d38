import fc from 'fast-check';
import { expect, test } from 'vitest';

import { toldMatch } from '../../src/domain/told-outcomes.ts';

const filled = (seats: number, taken: number) => ({ seats, filled: taken });
const tierOf = (tier: number, taken: number) => ({
  tier,
  minimum: filled(4, Math.min(4, taken)),
  ideal: filled(8, Math.min(8, taken)),
  maximum: filled(60, taken),
});

const few = fc.integer({ min: 0, max: 12 });
const matches = fc
  .record({
    choices: fc.array(few, { minLength: 1, maxLength: 6 }),
    unranked: few,
    unplaced: few,
    split: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ choices, unranked, unplaced, split }) => {
    const placed = choices.reduce((sum, count) => sum + count, unranked);
    const inFirst = Math.floor(placed * split);
    return {
      applications: placed + unplaced,
      placed,
      unranked,
      unplaced,
      choices: choices.map((count, i) => ({ rank: i + 1, placed: count })),
      tiers: [tierOf(1, inFirst), tierOf(2, placed - inFirst)],
    };
  });

test('no outcome of one to four people is told, and what is kept back may be five more or less by all that is told', () => {
  fc.assert(
    fc.property(matches, (match) => {
      const told = toldMatch(match);
      const counts = Object.values(told.outcomes);
      const known = counts.filter((count) => count !== null);
      expect(known.every((count) => count === 0 || count >= 5)).toBe(true);
      const kept = counts.length - known.length;
      if (kept === 0 || told.applications === null) return;
      const rest = told.applications - known.reduce((sum, count) => sum + count, 0);
      // Each kept outcome is of one at least where outcomes are listed; where none is told, any of them may be nothing.
      const least = known.length === 0 ? 0 : kept;
      expect(kept > 1 && rest - least >= 5).toBe(true);
    }),
  );
});

test('who was placed is told neither as a sum nor by tier where it is not told how many got nothing', () => {
  fc.assert(
    fc.property(matches, (match) => {
      const { placed, outcomes, tiers } = toldMatch(match);
      const inTiers = tiers.flatMap(({ minimum, ideal, maximum }) => [minimum.filled, ideal.filled, maximum.filled]);
      if (outcomes.nothing === null) expect([placed, ...inTiers].every((figure) => figure === null)).toBe(true);
      else expect(placed).toBe(match.placed);
      expect(tiers.every(({ maximum }) => maximum.filled === null || maximum.filled === 0 || maximum.filled >= 5)).toBe(true);
    }),
  );
});

test('ranks from the fourth on are one outcome', () => {
  const match = { applications: 40, placed: 30, unranked: 0, unplaced: 10, tiers: [tierOf(1, 30)] };
  const choices = [20, 0, 0, 3, 7].map((placed, i) => ({ rank: i + 1, placed }));
  expect(toldMatch({ ...match, choices }).outcomes).toEqual({ first: 20, second: 0, third: 0, later: 10, unranked: 0, nothing: 10 });
});
