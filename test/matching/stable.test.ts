import fc from 'fast-check';
import { expect, test } from 'vitest';

import { belowMinimumSchema } from '../../src/domain/request.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { resultSchema } from '../../src/matching/result.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { blockingPairs, unaltered } from '../../src/matching/stable/blocking-pairs.ts';
import { deferredAcceptance, deferredOffers } from '../../src/matching/stable/deferred-acceptance.ts';
import { findStable } from '../../src/matching/stable/find-stable.ts';
import type { Market } from '../../src/matching/stable/market.ts';
import { marketOfLists } from './markets.ts';
import { blockingByDefinition, everyMatch, placeOf, positionOf, reshaped } from './stable-by-definition.ts';
import { smallSnapshots } from './snapshots.ts';
import { tinySeason } from './tiny-season.ts';

const belowMinima = belowMinimumSchema.options;

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

/** The same with up to two placements each, and requests that are all or nothing. */
const withEverything = fc
  .record({
    snapshot: withTeams,
    most: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 4, maxLength: 4 }),
    below: fc.array(fc.constantFrom(...belowMinima), { minLength: 3, maxLength: 3 }),
  })
  .map(({ snapshot, most, below }): Snapshot => ({
    ...snapshot,
    applications: snapshot.applications.map((application, i) => ({ ...application, mostPlacements: most[i]! })),
    requests: snapshot.requests.map((request, i) => ({ ...request, belowMinimum: below[i]! })),
  }));

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

test('with several placements and all-or-nothing requests, exactly the pairs that block are listed', () => {
  const count = { stable: 0, closed: 0, turned: 0, several: 0 };
  fc.assert(
    fc.property(withEverything, (snapshot) => {
      const result = match(snapshot);
      const { closedRequestIds, turnedRequestIds, matches } = result;
      const standing = reshaped(snapshot, closedRequestIds, turnedRequestIds);
      expect(result.blockingPairs).toEqual(blockingByDefinition(standing, matches));
      expect(result.summary.blockingPairs).toBe(blockingByDefinition(standing, matches, 'open').length);
      count.stable += result.status === 'stable' ? 1 : 0;
      count.closed += closedRequestIds.length;
      count.turned += turnedRequestIds.length;
      count.several += matches.length - new Set(matches.map(({ applicationId }) => applicationId)).size;
    }),
    { numRuns: 300, seed: 1 },
  );
  for (const times of Object.values(count)) expect(times).toBeGreaterThan(0);
  expect(count.stable).toBeGreaterThan(250);
});

test('the checker confirms every stable result, and refuses one with a placement, a pair or a number changed', () => {
  fc.assert(
    fc.property(withEverything, (snapshot) => {
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
        { closedRequestIds: [...result.closedRequestIds, 'r9'] },
        { turnedRequestIds: [...result.turnedRequestIds, 'r9'] },
        ...result.closedRequestIds.map((_, i) => ({ closedRequestIds: result.closedRequestIds.toSpliced(i, 1) })),
        { policy: 'need-first' as const },
      ];
      for (const wrong of wrongs) expect(checkMatch(snapshot, { ...result, ...wrong })).toHaveProperty('wrong');
    }),
    { numRuns: 100 },
  );
});

test('the order in which a snapshot lists things changes nothing, byte for byte', () => {
  fc.assert(
    fc.property(withEverything, (snapshot) => {
      const turned = {
        ...snapshot,
        counties: snapshot.counties.toReversed(),
        requests: snapshot.requests.toReversed(),
        lines: snapshot.lines.toReversed(),
        applications: snapshot.applications.toReversed(),
        teams: snapshot.teams.toReversed().map((team) => ({ ...team, members: team.members.toReversed() })),
      };
      expect(JSON.stringify(match(turned))).toBe(JSON.stringify(match(snapshot)));
    }),
    { numRuns: 100 },
  );
});

const placesIn = (snapshot: Snapshot) =>
  Object.fromEntries(match(snapshot).matches.map(({ applicationId, lineId }) => [applicationId, lineId]));

test('a seat that two counties contest goes to the one more in need, then to the better fit', () => {
  const lines = [
    { id: 'poor', county: 1, tier: 1 as const },
    { id: 'rich', county: 2, tier: 3 as const },
  ];
  const people = [
    { id: 'able', choices: ['r-rich'], completions: 3, anywhere: false },
    { id: 'new', choices: ['r-poor'], anywhere: false },
  ];
  expect(placesIn(tinySeason({ lines, people, quota: 1 }))).toEqual({ new: 'poor' });
  expect(placesIn(tinySeason({ lines: lines.map((line) => ({ ...line, tier: 2 as const })), people, quota: 1 }))).toEqual({ able: 'rich' });
});

test('a pair that a coordinator keeps gives way to nobody and blocks nothing; one ruled out is never made', () => {
  const lines = [{ id: 'one' }, { id: 'two' }];
  const people = [
    { id: 'a', choices: ['r-one', 'r-two'], completions: 3 },
    { id: 'b', choices: ['r-two', 'r-one'] },
  ];
  const free = tinySeason({ lines, people });
  expect(placesIn(free)).toEqual({ a: 'one', b: 'two' });
  const kept = tinySeason({ lines, people, locks: { keep: [{ applicationId: 'b', lineId: 'one' }] } });
  expect(match(kept)).toMatchObject({ status: 'stable', summary: { locksKept: 1, blockingPairs: 0 } });
  expect(placesIn(kept)).toEqual({ a: 'two', b: 'one' });
  expect(placesIn(tinySeason({ lines, people, locks: { exclude: [{ applicationId: 'a', lineId: 'one' }] } }))).toEqual({
    a: 'two',
    b: 'one',
  });
});

const campAndSmall = (below: 'closes' | 'turns_to_distance') => [
  { id: 'camp', minimum: 2, maximum: 2, below },
  { id: 'small', county: 2 },
];

test('a request below its minimum closes, or is held at a distance where beds are what it lacks', () => {
  const people = [
    { id: 'a', choices: ['r-camp'] },
    { id: 'b', choices: ['r-camp'] },
  ];
  const closing = match(tinySeason({ lines: campAndSmall('closes'), people, beds: 1 }));
  expect(closing).toMatchObject({ status: 'stable', closedRequestIds: ['r-camp'], turnedRequestIds: [], summary: { placed: 1 } });
  const turning = match(tinySeason({ lines: campAndSmall('turns_to_distance'), people, beds: 1 }));
  expect(turning).toMatchObject({ status: 'stable', closedRequestIds: [], turnedRequestIds: ['r-camp'], summary: { placed: 2 } });
});

test('who takes several placements gets the best that do not share a day', () => {
  const lines = [
    { id: 'july', term: ['2027-07-01', '2027-07-14'] as const },
    { id: 'late', term: ['2027-07-14', '2027-07-31'] as const },
    { id: 'august', term: ['2027-08-01', '2027-08-20'] as const },
  ];
  const people = [{ id: 'a', choices: ['r-late', 'r-july', 'r-august'], most: 2 }];
  expect(match(tinySeason({ lines, people })).matches.map(({ lineId }) => lineId)).toEqual(['august', 'late']);
});

/** A couple whose halves teach different subjects at one camp, and a single who teaches both: the case above as a season. */
const coupleSeason = tinySeason({
  lines: [
    { id: 'h1', subject: 'english' },
    { id: 'h2', subject: 'computing' },
  ],
  people: [
    { id: 'one', subjects: ['english'], completions: 3 },
    { id: 'other', subjects: ['computing'] },
    { id: 'single', subjects: ['english', 'computing'], choices: ['r-h1', 'r-h2'], completions: 1 },
  ],
  teams: [
    {
      id: 't',
      members: [
        { applicationId: 'one', onlyTogether: true },
        { applicationId: 'other', onlyTogether: true },
      ],
    },
  ],
});

test('a season without a stable match says so, and the checker tries again before it agrees', () => {
  const result = match(coupleSeason);
  expect(result).toMatchObject({ status: 'unstable', unstableBecause: 'none-exists' });
  expect(result.blockingPairs).toHaveLength(1);
  expect(checkMatch(coupleSeason, result)).toEqual({ stable: false, blockingPairs: 1 });
  const { teams: _, ...rest } = coupleSeason;
  const free = { ...rest, teams: [] };
  expect(match(free)).toMatchObject({ status: 'stable', unstableBecause: null });
});

test('what is proven of one corner of a season holds of the whole, however many ways its other teams have', () => {
  const far = tinySeason({
    lines: Array.from({ length: 20 }, (_, i) => ({ id: `l${i}`, county: 2 })),
    people: Array.from({ length: 30 }, (_, i) => ({
      id: `p${i}`,
      choices: [`r-l${i % 3}`],
      completions: i % 4,
      anywhere: true,
      most: 1 + (i % 2),
    })),
    teams: [0, 1].map((t) => ({
      id: `far${t}`,
      members: [0, 1, 2, 3].map((m) => ({ applicationId: `p${t * 4 + m}`, onlyTogether: m === 0 })),
    })),
  });
  const season = {
    ...coupleSeason,
    counties: [...coupleSeason.counties, ...far.counties],
    requests: [...coupleSeason.requests, ...far.requests],
    lines: [...coupleSeason.lines, ...far.lines.map((line) => ({ ...line, subject: 'music' }))],
    applications: [
      ...coupleSeason.applications,
      ...far.applications.map((person) => ({ ...person, subjects: [{ subject: 'music', level: 1 as const }] })),
    ],
    teams: [...coupleSeason.teams, ...far.teams],
  };
  const result = match(season);
  expect(result).toMatchObject({ status: 'unstable', unstableBecause: 'none-exists' });
  expect(checkMatch(season, result)).toEqual({ stable: false, blockingPairs: 1 });
});

test('that no stable match exists is not taken on trust', () => {
  const people = coupleSeason.applications.map((person) => ({ ...person, completions: person.id === 'one' ? 0 : 1 }));
  const season = { ...coupleSeason, applications: people };
  const result = match(season);
  expect(result.status).toBe('stable');
  const blocking = blockingPairs(season, unaltered([]), 'settled');
  const claimed = { ...result, status: 'unstable' as const, unstableBecause: 'none-exists' as const, matches: [], blockingPairs: blocking };
  expect(checkMatch(season, claimed)).toMatchObject({ stable: false, wrong: expect.stringContaining('not confirmed') });
});

/** Numbers that look thrown, the same each time. */
const pick = (i: number, of: number) => (Math.imul(i + 1, 2_654_435_761) >>> 8) % of;

test('a season of the size of the programme, with teams, is matched and checked in seconds', () => {
  const subjects = ['english', 'computing', 'science', 'music', 'sport'];
  const lines = Array.from({ length: 1100 }, (_, i) => ({
    id: `l${i}`,
    county: i % 75,
    tier: ((i % 3) + 1) as 1 | 2 | 3,
    subject: subjects[pick(i, 5)]!,
    maximum: 1 + pick(i, 5),
  }));
  const people = Array.from({ length: 4000 }, (_, i) => ({
    id: `a${i}`,
    subjects: [subjects[pick(i, 5)]!],
    choices: [0, 1, 2, 3].map((k) => `r-l${pick(i * 4 + k, 1100)}`),
    completions: pick(i, 4),
    anywhere: i % 6 === 0,
  }));
  const teams = Array.from({ length: 100 }, (_, t) => ({
    id: `t${t}`,
    members: [0, 1].map((m) => ({ applicationId: `a${t * 7 + m}`, onlyTogether: m === 0 })),
  }));
  const season = tinySeason({ lines, people, teams, beds: 40 });
  const begun = performance.now();
  const result = match(season);
  expect(checkMatch(season, result)).not.toHaveProperty('wrong');
  expect(performance.now() - begun).toBeLessThan(60_000);
  expect(result.summary.placed).toBeGreaterThan(2000);
});

test('prices of nothing prove nothing: an optimal result needs its own', () => {
  const stable = match(coupleSeason);
  const asked = { ...coupleSeason, policy: 'need-first' as const, teams: [] };
  const { snapshotSha256 } = match(asked);
  const pretended = {
    ...stable,
    status: 'optimal' as const,
    policy: 'need-first' as const,
    snapshotSha256,
    blockingPairs: [],
    unstableBecause: null,
  };
  expect(checkMatch(asked, pretended)).toMatchObject({ optimal: false, wrong: expect.stringContaining('prices') });
  const unproven = { ...match(asked), status: 'stable' as const };
  expect(checkMatch(asked, unproven)).toMatchObject({ optimal: false, wrong: expect.stringContaining('stable') });
});
