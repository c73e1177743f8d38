import fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { smallSnapshots } from './snapshots.ts';

const keyOf = ({ applicationId, lineId }: Snapshot['told'][number]) => `${applicationId} ${lineId}`;

/** What is left of a season and its match when some have withdrawn and one county has fewer beds. */
const repairs = fc
  .tuple(smallSnapshots({ applications: 7, requests: 4 }), fc.nat(127), fc.option(fc.nat(1)))
  .map(([given, mask, beds]) => {
    const before: Snapshot = { ...given, locks: { keep: [], exclude: [] } };
    const { matches } = match(before);
    const applications = before.applications.filter((_, a) => ((mask >> a) & 1) === 0);
    const left = new Set(applications.map(({ id }) => id));
    const [first, ...others] = before.counties;
    const counties = beds === null ? before.counties : [{ ...first!, beds }, ...others];
    const told = matches.flatMap(({ applicationId, lineId }) => (left.has(applicationId) ? [{ applicationId, lineId }] : []));
    return { before, after: { ...before, counties, applications, told }, isOnlyWithdrawn: beds === null };
  })
  .filter(({ after }) => after.applications.length > 0 && after.told.length > 0);

test('a repair keeps every place that was told where only people have withdrawn, and is proven', () => {
  fc.assert(
    fc.property(repairs, ({ after, isOnlyWithdrawn }) => {
      const result = match(after);
      expect(checkMatch(after, result)).toEqual({ optimal: true });
      const kept = new Set(result.matches.map(keyOf));
      const moved = after.told.filter((pair) => !kept.has(keyOf(pair))).length;
      expect(result.goals.find(({ name }) => name === 'moved')?.value).toBe(moved - after.told.length);
      if (isOnlyWithdrawn) expect(moved).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('a repair is the best match among those that keep the places told', () => {
  fc.assert(
    fc.property(repairs, ({ after, isOnlyWithdrawn }) => {
      if (!isOnlyWithdrawn) return;
      const repaired = match(after);
      const pinned = match({ ...after, told: [], locks: { keep: after.told, exclude: [] } });
      expect(repaired.matches).toEqual(pinned.matches);
    }),
    { numRuns: 200 },
  );
});

test('a repair tells the world nothing of what it did not move: without anybody told there is no such goal', () => {
  const [snapshot] = fc.sample(smallSnapshots({ applications: 5, requests: 3 }), { numRuns: 1, seed: 4 });
  expect(match({ ...snapshot!, told: [] }).goals.map(({ name }) => name)).not.toContain('moved');
});
