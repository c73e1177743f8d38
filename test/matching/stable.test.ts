import fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { resultSchema } from '../../src/matching/result.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { blockingPairs, unaltered } from '../../src/matching/stable/blocking-pairs.ts';
import { deferredAcceptance, deferredOffers } from '../../src/matching/stable/deferred-acceptance.ts';
import { findStable } from '../../src/matching/stable/find-stable.ts';
import type { Market } from '../../src/matching/stable/market.ts';
import { marketOfLists } from './markets.ts';
import { blockingByDefinition, everyMatch, placeOf, positionOf } from './stable-by-definition.ts';
import { smallSnapshots } from './snapshots.ts';

const residents = marketOfLists({
  volunteers: {
    Anderson: ['City'],
    Beaudry: ['City', 'Mercy'],
    Chen: ['City', 'Mercy'],
    Davis: ['Mercy', 'City', 'General', 'State'],
    Eastman: ['City', 'Mercy', 'State', 'General'],
    Feldman: ['City', 'General', 'Mercy', 'State'],
    Garcia: ['City', 'Mercy', 'State', 'General'],
    Hassan: ['State', 'City', 'Mercy', 'General'],
  },
  lines: {
    Mercy: { seats: 2, list: ['Chen', 'Garcia'] },
    City: { seats: 2, list: ['Garcia', 'Hassan', 'Eastman', 'Anderson', 'Beaudry', 'Chen', 'Davis', 'Feldman'] },
    General: { seats: 2, list: ['Beaudry', 'Eastman', 'Hassan', 'Anderson', 'Chen', 'Davis', 'Garcia'] },
    State: { seats: 2, list: ['Beaudry', 'Eastman', 'Anderson', 'Chen', 'Hassan', 'Feldman', 'Davis', 'Garcia'] },
  },
});

test('eight residents and four programmes have their only stable matching, from either side', () => {
  const only = { Chen: 'Mercy', Garcia: 'City', Eastman: 'City', Davis: 'General', Hassan: 'State', Feldman: 'State' };
  const { market, named } = residents;
  expect(named(deferredAcceptance(market))).toEqual(only);
  expect(named(deferredOffers(market, market.pairAt))).toEqual(only);
});

/** A couple for h1 and h2 together, a single between them; who goes with the couple's first. */
const coupleAndSingle = (h1: readonly string[]) =>
  marketOfLists({
    volunteers: { one: ['h1'], other: ['h2'], single: ['h1', 'h2'] },
    lines: { h1: { seats: 1, list: h1 }, h2: { seats: 1, list: ['single', 'other'] } },
    teams: [
      [
        { volunteer: 'one', onlyTogether: true },
        { volunteer: 'other', onlyTogether: true },
      ],
    ],
  });

function found(market: Market) {
  const steps = findStable(market);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

test('where a couple leaves no stable matching, that is said, with the fewest pairs that block', () => {
  const { market, named } = coupleAndSingle(['one', 'single']);
  const outcome = found(market);
  expect(outcome.stability).toBe('none-exists');
  expect(outcome.blocking).toHaveLength(1);
  expect([{ one: 'h1', other: 'h2' }, { single: 'h1' }, { single: 'h2' }]).toContainEqual(named(outcome.pairs));
});

test('the same couple has a stable matching once the single is liked better', () => {
  const { market, named } = coupleAndSingle(['single', 'one']);
  expect(found(market)).toMatchObject({ stability: 'stable', blocking: [] });
  expect(named(found(market).pairs)).toEqual({ single: 'h1' });
});

const small = smallSnapshots({ applications: 4, requests: 3, policies: ['stable'] });

/** The first applications in teams of two or three. */
const withTeams = fc
  .record({ snapshot: small, size: fc.integer({ min: 2, max: 3 }), together: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }) })
  .map(({ snapshot, size, together }): Snapshot => {
    const members = snapshot.applications.map(({ id }, i) => ({ applicationId: id, onlyTogether: together[i]! }));
    const teams = [members.slice(0, size), members.slice(size)].filter(({ length }) => length >= 2);
    return { ...snapshot, teams: teams.map((own, i) => ({ id: `t${i}`, members: own })) };
  });

test('nobody and no county would both rather have each other, and no stable match is better for any volunteer', () => {
  fc.assert(
    fc.property(small, (snapshot) => {
      const result = match(snapshot);
      expect(result).toMatchObject({ status: 'stable', blockingPairs: [], unstableBecause: null });
      expect(blockingByDefinition(snapshot, result.matches)).toEqual([]);
      for (const other of everyMatch(snapshot)) {
        if (blockingByDefinition(snapshot, other).length > 0) continue;
        for (const { id } of snapshot.applications) {
          expect(positionOf(snapshot, placeOf(other, id))).toBeGreaterThanOrEqual(positionOf(snapshot, placeOf(result.matches, id)));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('with teams a stable match is found where one exists, and it is said where none does', () => {
  const count = { stable: 0, none: 0 };
  fc.assert(
    fc.property(withTeams, (snapshot) => {
      const result = match(snapshot);
      const exists = everyMatch(snapshot).some((other) => blockingByDefinition(snapshot, other).length === 0);
      expect([result.status, result.unstableBecause]).toEqual(exists ? ['stable', null] : ['unstable', 'none-exists']);
      expect(result.blockingPairs).toEqual(blockingByDefinition(snapshot, result.matches));
      count[exists ? 'stable' : 'none'] += 1;
    }),
    { numRuns: 300 },
  );
  expect(count.stable).toBeGreaterThan(100);
});

test('the blocking pairs of any match are those of the definition', () => {
  let blocking = 0;
  fc.assert(
    fc.property(withTeams, fc.nat(), fc.boolean(), (made, pick, hasTeams) => {
      const snapshot = hasTeams ? made : { ...made, teams: [] };
      const all = everyMatch(snapshot);
      const matches = all[pick % all.length]!;
      for (const ties of ['settled', 'open'] as const) {
        const expected = blockingByDefinition(snapshot, matches, ties);
        expect(blockingPairs(snapshot, unaltered(matches), ties)).toEqual(expected);
        blocking += expected.length;
      }
    }),
    { numRuns: 300 },
  );
  expect(blocking).toBeGreaterThan(100);
});

test('the checker confirms every stable result, and refuses one with a placement, a pair or a number changed', () => {
  fc.assert(
    fc.property(withTeams, (snapshot) => {
      const result = match(snapshot);
      expect(resultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
      const confirmed = result.status === 'stable' ? { stable: true } : { stable: false, blockingPairs: result.blockingPairs.length };
      expect(checkMatch(snapshot, result)).toEqual(confirmed);
      const pair = { applicationId: 'a0', lineId: 'l0' };
      const wrongs = [
        ...result.matches.map((_, i) => ({ matches: result.matches.toSpliced(i, 1) })),
        ...result.matches.flatMap((own, i) =>
          snapshot.lines.flatMap(({ id: lineId }) =>
            lineId === own.lineId ? [] : [{ matches: result.matches.with(i, { ...own, lineId }) }],
          ),
        ),
        ...result.goals.map((goal, i) => ({ goals: result.goals.with(i, { ...goal, value: goal.value + 1 }) })),
        { blockingPairs: [...result.blockingPairs, pair] },
        { status: result.status === 'stable' ? ('unstable' as const) : ('stable' as const) },
        { unstableBecause: result.unstableBecause === null ? ('none-found' as const) : null },
        { prices: { ...result.prices, hub: [0] } },
        { summary: { ...result.summary, placed: result.summary.placed + 1 } },
        { summary: { ...result.summary, pairs: result.summary.pairs + 1 } },
        { closedRequestIds: ['r0'] },
        { turnedRequestIds: ['r0'] },
        { policy: 'need-first' as const },
      ];
      for (const wrong of wrongs) expect(checkMatch(snapshot, { ...result, ...wrong })).toHaveProperty('wrong');
    }),
    { numRuns: 100 },
  );
});
