import fc from 'fast-check';

import { SeededRandom } from '../../seeds/made-up/random.ts';
import { policies, type PolicyName } from '../../src/domain/run.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';

/** Those whose match is the best by goals, and proven by prices. */
const byGoals = policies.filter((policy) => policy !== 'stable');

type Size = { readonly applications: number; readonly requests: number; readonly policies?: readonly PolicyName[] };

const terms = [
  { startDay: '2027-07-01', endDay: '2027-07-14' },
  { startDay: '2027-07-10', endDay: '2027-07-24' },
  { startDay: '2027-08-01', endDay: '2027-08-20' },
] as const;

/** Small seasons in which everything is scarce: seats, squads, beds, quotas, dates, subjects. */
export function smallSnapshots({ applications, requests, policies: among = byGoals }: Size): fc.Arbitrary<Snapshot> {
  const county = fc.record({ beds: fc.option(fc.nat(3)), tier: fc.constantFrom(1 as const, 2 as const, 3 as const) });
  const request = fc.record({
    county: fc.nat(1),
    term: fc.nat(2),
    squad: fc.option(fc.integer({ min: 1, max: 2 })),
    distance: fc.boolean(),
    returners: fc.boolean(),
  });
  const line = fc.record({
    request: fc.nat(requests - 1),
    minimum: fc.nat(1),
    more: fc.nat(1),
    most: fc.nat(1),
    level: fc.integer({ min: 1, max: 2 }),
  });
  const application = fc.record({
    level: fc.integer({ min: 1, max: 3 }),
    long: fc.boolean(),
    ranks: fc.array(fc.record({ rank: fc.integer({ min: 1, max: 3 }), request: fc.nat(requests - 1) }), { maxLength: 2 }),
    only: fc.boolean(),
    served: fc.boolean(),
    completions: fc.nat(2),
  });
  return fc
    .record({
      counties: fc.array(county, { minLength: 2, maxLength: 2 }),
      quota: fc.option(fc.nat(3)),
      requests: fc.array(request, { minLength: requests, maxLength: requests }),
      lines: fc.array(line, { minLength: 1, maxLength: requests + 1 }),
      applications: fc.array(application, { minLength: 1, maxLength: applications }),
      seed: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 64, maxLength: 64 }),
      keepFirst: fc.boolean(),
      policy: fc.constantFrom(...among),
    })
    .map((made) => ({
      format: 'zhijiao-snapshot-1',
      season: { id: 's', startDay: '2027-07-01', endDay: '2027-08-31', checks: { on_site: [], distance: [], blended: [] } },
      policy: made.policy,
      seed: made.seed,
      provinces: [{ code: '530000', quota: made.quota }],
      counties: made.counties.map((c, i) => ({ code: `53292${i + 1}`, provinceCode: '530000', ...c })),
      requests: made.requests.map((r, i) => ({
        id: `r${i}`,
        countyCode: `53292${r.county + 1}`,
        kind: 'camp' as const,
        delivery: r.distance ? ('distance' as const) : ('on_site' as const),
        ...terms[r.term]!,
        weeklyHours: 10,
        squadMaximum: r.squad,
        asksForReturners: r.returners,
        belowMinimum: 'goes_ahead' as const,
      })),
      lines: made.lines.map((l, i) => ({
        id: `l${i}`,
        requestId: `r${l.request}`,
        subject: 'english',
        level: l.level,
        role: 'teacher' as const,
        minimum: l.minimum,
        ideal: l.minimum + l.more,
        maximum: Math.max(1, l.minimum + l.more + l.most),
        kinds: [],
        languages: [],
        minimumAge: 18,
        teachingPermit: false,
      })),
      applications: made.applications.map((a, i) => ({
        id: `a${i}`,
        kind: 'student' as const,
        bornDay: '2005-01-01',
        languages: [],
        subjects: [{ subject: 'english', level: a.level }],
        deliveries: ['on_site' as const, 'distance' as const],
        windows: [{ startDay: '2027-07-01', endDay: a.long ? '2027-08-31' : '2027-07-24', weeklyHours: 20 }],
        choices: a.ranks.map(({ rank, request: r }) => ({ rank, target: { kind: 'request' as const, id: `r${r}` } })),
        scope: a.only ? ('only_these' as const) : ('anywhere_after' as const),
        never: [],
        clearances: [],
        busy: [],
        declinedRequestIds: [],
        barredByCountyCodes: [],
        servedCountyCodes: a.served ? ['532921'] : [],
        completions: a.completions,
        mostPlacements: 1,
      })),
      teams: [],
      told: [],
      locks: { keep: made.keepFirst ? [{ applicationId: 'a0', lineId: 'l0' }] : [], exclude: [] },
    }));
}

/** The same seasons, with people held together by more than flow: teams, requests that are all or nothing, several placements. */
export function snapshotsBeyondFlow(size: Size): fc.Arbitrary<Snapshot> {
  return fc
    .record({
      snapshot: smallSnapshots(size),
      below: fc.array(fc.constantFrom('goes_ahead', 'closes', 'turns_to_distance'), { minLength: 6, maxLength: 6 }),
      minima: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 8, maxLength: 8 }),
      most: fc.array(fc.constantFrom(1, 1, 2), { minLength: 9, maxLength: 9 }),
      teams: fc.constantFrom<readonly (readonly number[])[]>(
        [],
        [[0, 1]],
        [[0, 1, 2]],
        [
          [0, 1],
          [2, 3],
        ],
      ),
      together: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    })
    .map(({ snapshot, below, minima, most, teams, together }) => ({
      ...snapshot,
      requests: snapshot.requests.map((request, i) => ({
        ...request,
        belowMinimum: request.delivery === 'distance' && below[i] === 'turns_to_distance' ? 'closes' : below[i]!,
      })),
      lines: snapshot.lines.map((line, i) => {
        const minimum = minima[i]!;
        return { ...line, minimum, ideal: Math.max(minimum, line.ideal), maximum: Math.max(minimum, line.maximum) };
      }),
      applications: snapshot.applications.map((application, i) => ({ ...application, mostPlacements: most[i]! })),
      teams: teams.flatMap((members, t) =>
        members.every((a) => a < snapshot.applications.length)
          ? [{ id: `t${t}`, members: members.map((a) => ({ applicationId: `a${a}`, onlyTogether: together[a]! })) }]
          : [],
      ),
    }));
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

const codeOf = (county: number) => `${county < 3 ? '53' : '52'}290${county + 1}`;

/** A season of some hundred people in six counties of two provinces, in which everything is scarce; the same seed gives the same. */
export function middleSnapshot(seed: number, policy: PolicyName): Snapshot {
  const random = new SeededRandom(seed);
  const [small] = fc.sample(smallSnapshots({ applications: 1, requests: 1 }), { numRuns: 1, seed: 1 });
  const { applications, requests, lines, counties } = small!;
  const maybe = (most: number) => (random.chance(0.5) ? random.between(0, most) : null);
  return {
    ...small!,
    policy,
    locks: { keep: [], exclude: [] },
    provinces: ['520000', '530000'].map((code) => ({ code, quota: random.between(20, 60) })),
    counties: times(6, (c) => ({
      ...counties[0]!,
      code: codeOf(c),
      provinceCode: c < 3 ? '530000' : '520000',
      tier: random.pick([1, 2, 3] as const),
      beds: maybe(12),
    })),
    requests: times(25, (r) => ({
      ...requests[0]!,
      id: `r${r}`,
      countyCode: codeOf(random.between(0, 5)),
      delivery: random.pick(['on_site', 'distance'] as const),
      ...random.pick(terms),
      squadMaximum: maybe(8),
      asksForReturners: random.chance(0.3),
    })),
    lines: times(38, (l) => {
      const minimum = random.between(0, 2);
      const ideal = minimum + random.between(0, 2);
      const level = random.pick([1, 2, 3] as const);
      return {
        ...lines[0]!,
        id: `l${l}`,
        requestId: `r${random.between(0, 24)}`,
        level,
        minimum,
        ideal,
        maximum: ideal + random.between(0, 2),
      };
    }),
    applications: times(random.between(60, 140), (a) => ({
      ...applications[0]!,
      id: `a${a}`,
      subjects: [{ subject: 'english', level: random.pick([1, 2, 3] as const) }],
      windows: [{ startDay: '2027-07-01', endDay: random.pick(['2027-07-24', '2027-08-31']), weeklyHours: 20 }],
      choices: times(4, (rank) => ({ rank: rank + 1, target: { kind: 'request' as const, id: `r${random.between(0, 24)}` } })),
      scope: random.pick(['only_these', 'anywhere_after'] as const),
      servedCountyCodes: random.chance(0.3) ? [codeOf(random.between(0, 5))] : [],
      completions: random.between(0, 4),
    })),
  };
}

/** The same with fewer people, some at a distance only, in teams or in several placements, and requests that are all or nothing. */
export function middleSnapshotBeyondFlow(seed: number, policy: PolicyName): Snapshot {
  const whole = middleSnapshot(seed, policy);
  const random = new SeededRandom(1000 + seed);
  const member = (a: number) => ({ applicationId: `a${a}`, onlyTogether: random.chance(0.5) });
  const limited = new Set(whole.counties.flatMap(({ code, beds }) => (beds === null ? [] : [code])));
  return {
    ...whole,
    requests: whole.requests.map((request) => {
      const belowMinimum = random.pick(['goes_ahead', 'goes_ahead', 'closes', 'turns_to_distance'] as const);
      const mayTurn = request.delivery === 'on_site' && !limited.has(request.countyCode);
      return { ...request, belowMinimum: belowMinimum === 'turns_to_distance' && !mayTurn ? 'closes' : belowMinimum };
    }),
    applications: whole.applications.slice(0, 40).map((application) => ({
      ...application,
      deliveries: random.chance(0.4) ? ['distance' as const] : application.deliveries,
      mostPlacements: random.chance(0.2) ? 2 : 1,
    })),
    teams: [
      [0, 1],
      [2, 3],
      [4, 5, 6],
    ].map((members, t) => ({ id: `t${t}`, members: members.map(member) })),
  };
}
