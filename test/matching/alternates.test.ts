import fc from 'fast-check';
import { expect, test } from 'vitest';

import { afterOffer, freeSeats, rankAlternates, type AlternateFacts, type Present } from '../../src/matching/alternates.ts';
import { match } from '../../src/matching/match.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { smallSnapshots } from './snapshots.ts';
import { tinySeason } from './tiny-season.ts';

const nothing = (applicationId: string): AlternateFacts => ({
  applicationId,
  isFirstInLine: false,
  stoodBack: false,
  isProposed: false,
  askedRequestIds: [],
  skippedLineIds: [],
  goesOnlyTogether: false,
  matesCountyCode: null,
});
const idsOf = (present: Present, lineId: string) => rankAlternates(present, lineId).map(({ applicationId }) => applicationId);

/** The same people before one seat of one line alone. */
function oneSeat(snapshot: Snapshot): Snapshot | undefined {
  const [line] = snapshot.lines;
  if (line === undefined) return undefined;
  const ofLine = ({ lineId }: { readonly lineId: string }) => lineId === line.id;
  return {
    ...snapshot,
    requests: snapshot.requests.filter(({ id }) => id === line.requestId).map((request) => ({ ...request, belowMinimum: 'goes_ahead' })),
    lines: [{ ...line, minimum: 1, ideal: 1, maximum: 1 }],
    applications: snapshot.applications.map((application) => ({ ...application, mostPlacements: 1 })),
    teams: [],
    told: [],
    locks: { keep: snapshot.locks.keep.filter(ofLine), exclude: snapshot.locks.exclude.filter(ofLine) },
  };
}

test('the first of a line’s alternates is whom the match itself would give its one seat', () => {
  const asked = smallSnapshots({ applications: 8, requests: 3 });
  fc.assert(
    fc.property(asked, (given) => {
      const snapshot = oneSeat(given);
      if (snapshot === undefined) return;
      const { matches } = match(snapshot);
      const present = { snapshot, facts: [] };
      const lineId = snapshot.lines[0]?.id ?? '';
      const expected = freeSeats(snapshot, lineId) === 0 ? [] : idsOf(present, lineId).slice(0, 1);
      expect(expected).toEqual(matches.map(({ applicationId }) => applicationId));
    }),
    { numRuns: 300 },
  );
});

const season = tinySeason({
  lines: [
    { id: 'l', request: 'r', maximum: 2 },
    { id: 'm', request: 'q', county: 2 },
  ],
  people: [
    { id: 'a', choices: ['r'] },
    { id: 'b', choices: ['q', 'r'] },
    { id: 'c', anywhere: true },
  ],
});

test('rank of choice comes before those who go anywhere; a lost place comes first, silence comes last', () => {
  expect(idsOf({ snapshot: season, facts: [] }, 'l')).toEqual(['a', 'b', 'c']);
  const facts = [
    { ...nothing('c'), isFirstInLine: true },
    { ...nothing('a'), stoodBack: true },
  ];
  expect(idsOf({ snapshot: season, facts }, 'l')).toEqual(['c', 'b', 'a']);
});

const withFacts = (own: Partial<AlternateFacts>) => idsOf({ snapshot: season, facts: [{ ...nothing('a'), ...own }] }, 'l');

test('nobody is asked twice for a request, while proposed, where passed over, or without their team', () => {
  expect(withFacts({ askedRequestIds: ['r'] })).toEqual(['b', 'c']);
  expect(withFacts({ askedRequestIds: ['q'] })).toEqual(['a', 'b', 'c']);
  expect(withFacts({ isProposed: true })).toEqual(['b', 'c']);
  expect(withFacts({ skippedLineIds: ['l'] })).toEqual(['b', 'c']);
  expect(withFacts({ skippedLineIds: ['m'] })).toEqual(['a', 'b', 'c']);
  expect(withFacts({ goesOnlyTogether: true })).toEqual(['b', 'c']);
  expect(withFacts({ goesOnlyTogether: true, matesCountyCode: '532921' })).toEqual(['a', 'b', 'c']);
});

test('after an offer the seat is taken and its alternate is asked for nothing else', () => {
  const before = { snapshot: season, facts: [] };
  const after = afterOffer(before, 'a', 'l');
  expect([freeSeats(season, 'l'), freeSeats(after.snapshot, 'l'), freeSeats(after.snapshot, 'm')]).toEqual([2, 1, 1]);
  expect([idsOf(after, 'l'), idsOf(after, 'm').includes('a')]).toEqual([['b', 'c'], false]);
});
