import fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { resultSchema } from '../../src/matching/result.ts';
import { snapshotSchema, type Snapshot } from '../../src/matching/snapshot.ts';
import { bestByTrying } from './best-by-trying.ts';
import { smallSnapshots } from './snapshots.ts';

test('the match is as good as the best of all possible ones, goal by goal', () => {
  fc.assert(
    fc.property(smallSnapshots({ applications: 4, requests: 3 }), (snapshot) => {
      expect(match(snapshot).goals.map(({ value }) => value)).toEqual(bestByTrying(snapshot));
    }),
    { numRuns: 300 },
  );
});

test('the checker accepts every match, and the result keeps to its schema', () => {
  fc.assert(
    fc.property(smallSnapshots({ applications: 9, requests: 4 }), (snapshot) => {
      const result = match(snapshotSchema.parse(snapshot));
      expect(resultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
      expect(checkMatch(snapshot, result)).toEqual({ optimal: true });
    }),
    { numRuns: 200 },
  );
});

test('the order in which a snapshot lists things changes nothing, byte for byte', () => {
  fc.assert(
    fc.property(smallSnapshots({ applications: 8, requests: 4 }), (snapshot) => {
      const turned = {
        ...snapshot,
        counties: snapshot.counties.toReversed(),
        requests: snapshot.requests.toReversed(),
        lines: snapshot.lines.toReversed(),
        applications: snapshot.applications.toReversed(),
      };
      expect(JSON.stringify(match(turned))).toBe(JSON.stringify(match(snapshot)));
    }),
    { numRuns: 100 },
  );
});

test('the checker refuses a match with a person taken out, sent elsewhere or put twice', () => {
  let refused = 0;
  fc.assert(
    fc.property(smallSnapshots({ applications: 6, requests: 3 }), fc.nat(), (snapshot, pick) => {
      const result = match(snapshot);
      const index = pick % Math.max(1, result.matches.length);
      const taken = result.matches[index];
      if (taken === undefined) return;
      const others = snapshot.lines.filter((line) => line.id !== taken.lineId);
      const wrongs = [
        result.matches.toSpliced(index, 1),
        [...result.matches, taken],
        ...others.map((line) => result.matches.with(index, { ...taken, lineId: line.id })),
      ];
      for (const matches of wrongs) {
        expect(checkMatch(snapshot, { ...result, matches })).toMatchObject({ optimal: false });
        refused += 1;
      }
    }),
    { numRuns: 100 },
  );
  expect(refused).toBeGreaterThan(100);
});

test('the checker refuses prices that are missing and a result of another snapshot', () => {
  const [snapshot] = fc.sample(smallSnapshots({ applications: 6, requests: 3 }), { numRuns: 1, seed: 7 });
  if (snapshot === undefined) throw new Error('nothing sampled');
  const result = match(snapshot);
  const unpriced = { ...result, prices: { ...result.prices, lines: {} } };
  expect(checkMatch(snapshot, unpriced)).toMatchObject({ optimal: false, wrong: expect.stringContaining('prices of lines') });
  const stray = { ...result, prices: { ...result.prices, applications: { ...result.prices.applications, zzz: result.prices.hub } } };
  expect(checkMatch(snapshot, stray)).toMatchObject({ optimal: false, wrong: expect.stringContaining('zzz') });
  const other = { ...snapshot, season: { ...snapshot.season, id: 'other' } };
  expect(checkMatch(other, result)).toMatchObject({ optimal: false, wrong: expect.stringContaining('another snapshot') });
});

test('the checker refuses a value, a rank or a count that the match does not have', () => {
  const snapshots = fc.sample(smallSnapshots({ applications: 6, requests: 3 }), { numRuns: 20, seed: 11 });
  for (const snapshot of snapshots) {
    const result = match(snapshot);
    for (const [k, goal] of result.goals.entries()) {
      const goals = result.goals.with(k, { ...goal, value: goal.value - 1 });
      expect(checkMatch(snapshot, { ...result, goals })).toMatchObject({ optimal: false, wrong: expect.stringContaining(goal.name) });
    }
    for (const [i, placed] of result.matches.entries()) {
      const matches = result.matches.with(i, { ...placed, rank: (placed.rank ?? 0) + 1 });
      expect(checkMatch(snapshot, { ...result, matches })).toMatchObject({ optimal: false, wrong: expect.stringContaining('rank') });
    }
    for (const key of ['pairs', 'placed', 'unranked', 'linesShort', 'seatsShort', 'unplaced', 'locksKept', 'blockingPairs'] as const) {
      const summary = { ...result.summary, [key]: result.summary[key] + 1 };
      expect(checkMatch(snapshot, { ...result, summary })).toMatchObject({ optimal: false, wrong: expect.stringContaining(key) });
    }
    const [first, ...rest] = result.summary.tiers;
    const tiers = [{ ...first!, maximum: { ...first!.maximum, seats: first!.maximum.seats + 1 } }, ...rest];
    expect(checkMatch(snapshot, { ...result, summary: { ...result.summary, tiers } })).toMatchObject({ optimal: false });
  }
});

test('choices-first gives up seats beyond the minima for choices, need-first choices for seats', () => {
  const [snapshot] = fc.sample(smallSnapshots({ applications: 1, requests: 1 }), { numRuns: 1, seed: 3 });
  if (snapshot === undefined) throw new Error('nothing sampled');
  // One person, two counties: tier 1 wants one more than its minimum, tier 3 is the person's first choice.
  const request = {
    ...snapshot.requests[0]!,
    squadMaximum: null,
    delivery: 'distance' as const,
    startDay: '2027-07-01',
    endDay: '2027-07-14',
  };
  const line = { ...snapshot.lines[0]!, level: 1 as const, minimum: 0, ideal: 1, maximum: 1 };
  const [first, second] = snapshot.counties;
  const season = {
    ...snapshot,
    provinces: [{ code: '530000', quota: null }],
    counties: [
      { ...first!, tier: 1 as const },
      { ...second!, tier: 3 as const },
    ],
    requests: [
      { ...request, id: 'needs', countyCode: first!.code },
      { ...request, id: 'wished', countyCode: second!.code },
    ],
    lines: [
      { ...line, id: 'l-needs', requestId: 'needs' },
      { ...line, id: 'l-wished', requestId: 'wished' },
    ],
    applications: [
      {
        ...snapshot.applications[0]!,
        choices: [{ rank: 1, target: { kind: 'request' as const, id: 'wished' } }],
        scope: 'anywhere_after' as const,
      },
    ],
    locks: { keep: [], exclude: [] },
  };
  const lineUnder = (policy: Snapshot['policy']) => match({ ...season, policy }).matches.map(({ lineId }) => lineId);
  expect([lineUnder('need-first'), lineUnder('choices-first')]).toEqual([['l-needs'], ['l-wished']]);
});
