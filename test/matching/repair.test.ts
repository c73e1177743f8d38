import fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { circulate } from '../../src/matching/network/circulation.ts';
import { goalOnArcs, structureOf } from '../../src/matching/network/structure.ts';
import { openingsOf } from '../../src/matching/openings.ts';
import { findPairs } from '../../src/matching/pairs.ts';
import { goalsOf } from '../../src/matching/policies.ts';
import { pairsKeepingTold, provenWithTold } from '../../src/matching/repair/keep-told.ts';
import { repairMoves } from '../../src/matching/repair/moves.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { bestByTrying } from './best-by-trying.ts';
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

function allPairs(snapshot: Snapshot) {
  const search = findPairs(snapshot, openingsOf(snapshot));
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** The places that the goals choose among the pairs given, solved in one piece. */
function solvedAmong(snapshot: Snapshot, pairs: ReturnType<typeof allPairs>) {
  const openings = openingsOf(snapshot);
  const structure = structureOf(snapshot, pairs);
  const solution = circulate(
    structure.network,
    goalsOf(snapshot).map((goal) => goalOnArcs(goal, structure, snapshot, openings, pairs)),
  );
  const places = snapshot.applications.flatMap(({ id: applicationId }, a) =>
    [...pairs.line.subarray(pairs.rowStart[a], pairs.rowStart[a + 1])].flatMap((line, i) =>
      solution.flow[structure.firstPairArc + pairs.rowStart[a]! + i] === 1
        ? [keyOf({ applicationId, lineId: openings[line]!.lineId })]
        : [],
    ),
  );
  return { structure, solution, places };
}

test('to hold those who were told to their places gives the match that the whole network gives, and seldom leaves it unproven', () => {
  const seen = { held: 0, proven: 0 };
  fc.assert(
    fc.property(repairs, ({ after }) => {
      const pairs = allPairs(after);
      const whole = solvedAmong(after, pairs);
      expect(match(after).matches.map(keyOf).toSorted()).toEqual(whole.places.toSorted());
      const keeping = pairsKeepingTold(after, pairs);
      if (keeping === undefined) return;
      seen.held += 1;
      const { solution, structure, places } = solvedAmong(after, keeping.pairs);
      const proof = { snapshot: after, openings: openingsOf(after), goals: goalsOf(after), pairs };
      if (!provenWithTold(solution, structure, keeping.told, proof)) return;
      seen.proven += 1;
      expect(places.toSorted()).toEqual(whole.places.toSorted());
    }),
    { numRuns: 300 },
  );
  expect(seen.held).toBeGreaterThan(100);
  expect(seen.proven).toBeGreaterThan(0.9 * seen.held);
});

test('a lock that only moving somebody keeps is kept, and counted', () => {
  let moved = 0;
  fc.assert(
    fc.property(repairs, ({ after }) => {
      const { applicationId } = after.told[0]!;
      const locked = { ...after, locks: { keep: [{ applicationId, lineId: after.lines.at(-1)!.id }], exclude: [] } };
      const result = match(locked);
      expect(checkMatch(locked, result)).toEqual({ optimal: true });
      expect(result.summary.toldKept + result.summary.toldMoved).toBe(after.told.length);
      expect(result.summary.toldKept + result.goals.find(({ name }) => name === 'moved')!.value).toBe(0);
      moved += result.summary.toldMoved;
    }),
    { numRuns: 100 },
  );
  expect(moved).toBeGreaterThan(0);
});

test('a repair is as good as the best of all possible ones, goal by goal', () => {
  fc.assert(
    fc.property(repairs, ({ after }) => {
      const few = { ...after, applications: after.applications.slice(0, 4) };
      const ids = new Set(few.applications.map(({ id }) => id));
      const told = after.told.filter(({ applicationId }) => ids.has(applicationId));
      expect(match({ ...few, told }).goals.map(({ value }) => value)).toEqual(bestByTrying({ ...few, told }));
    }),
    { numRuns: 150 },
  );
});

test('who moves is what stands between the places told and the match, each with a reason, and every freed seat explains one newcomer at most', () => {
  fc.assert(
    fc.property(repairs, ({ before, after }) => {
      const { matches } = match(after);
      const left = new Set(after.applications.map(({ id }) => id));
      const ended = match(before)
        .matches.filter(({ applicationId }) => !left.has(applicationId))
        .map(({ applicationId, lineId }) => {
          const how = { state: 'withdrawn', isForConditions: false, isOfRequest: false } as const;
          return { placementId: keyOf({ applicationId, lineId }), applicationId, lineId, ...how };
        });
      const moves = repairMoves(after, matches, ended);
      const gone = new Set(
        moves.flatMap(({ applicationId, fromLineId }) => (fromLineId === null ? [] : [`${applicationId} ${fromLineId}`])),
      );
      const come = moves.flatMap(({ applicationId, toLineId }) => (toLineId === null ? [] : [`${applicationId} ${toLineId}`]));
      const stays = after.told.map(keyOf).filter((key) => !gone.has(key));
      expect([...stays, ...come].toSorted()).toEqual(matches.map(keyOf).toSorted());
      const whys = moves.map(({ fromLineId, toLineId, reasons }) => ({
        ends: [fromLineId, toLineId].filter((id) => id !== null),
        reasons,
      }));
      expect(whys.every(({ ends, reasons }) => reasons.length >= ends.length)).toBe(true);
      const taken = moves.flatMap(({ reasons }) =>
        reasons.flatMap((reason) => (reason.kind === 'seat-freed' ? reason.by.placementId : [])),
      );
      expect(new Set(taken).size).toBe(taken.length);
      // Nobody moves whose place could stay, but for somebody else.
      const needless = moves.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'gives-way' || kind === 'line-closes'));
      if (moves.every(({ reasons }) => reasons.every(({ kind }) => kind !== 'no-longer-fits'))) expect(needless).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
