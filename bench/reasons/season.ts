import { SeededRandom } from '../../seeds/made-up/random.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';

/** Of so many kinds each: the fewer the kinds, the more lines a volunteer could fill. */
export type Variety = 1 | 5;

const subjects = [
  { subject: 'english', share: 5 },
  { subject: 'maths', share: 3 },
  { subject: 'music', share: 2 },
  { subject: 'science', share: 2 },
].flatMap(({ subject, share }) => Array.from({ length: share }, () => subject));
const counties = 170;
const provinces = 12;

/**
 * A season of the programme's scale, made up: 4,000 applications, 1,100 lines; about 30 eligible pairs an application where each subject is
 * of five kinds, and about 145 where it is of one.
 */
export function programmeSeason(seed: number, variety: Variety = 1): Snapshot {
  const random = new SeededRandom(seed);
  const subjectOf = () => random.pick(subjects) + (variety === 1 ? '' : `-${random.between(1, variety)}`);
  const requests = Array.from({ length: 550 }, (_, r) => requestOf(r, random));
  return {
    format: 'zhijiao-snapshot-1',
    season: { id: 's', startDay: '2027-07-01', endDay: '2027-08-31', checks: { on_site: [], distance: [], blended: [] } },
    policy: 'need-first',
    seed: 'ab'.repeat(32),
    provinces: Array.from({ length: provinces }, (_, p) => ({ code: provinceCode(p), quota: p % 4 === 0 ? 300 : null })),
    counties: Array.from({ length: counties }, (_, c) => ({
      code: countyCode(c),
      provinceCode: provinceCode(c % provinces),
      tier: random.pick([1, 2, 3] as const),
      beds: random.chance(0.5) ? random.between(6, 20) : null,
    })),
    requests,
    lines: Array.from({ length: 1100 }, (_, l) => lineOf(l, requests, random, subjectOf)),
    applications: Array.from({ length: 4000 }, (_, a) => applicationOf(a, requests, random, subjectOf)),
    teams: [],
    locks: { keep: [], exclude: [] },
    told: [],
  };
}

const provinceCode = (p: number) => `${11 + p}0000`;
const countyCode = (c: number) => `${11 + (c % provinces)}${1000 + c}`;

const terms = [
  { startDay: '2027-07-01', endDay: '2027-07-21' },
  { startDay: '2027-07-15', endDay: '2027-08-05' },
  { startDay: '2027-08-01', endDay: '2027-08-21' },
] as const;

function requestOf(r: number, random: SeededRandom): Snapshot['requests'][number] {
  return {
    id: `r${r}`,
    countyCode: countyCode(r % counties),
    kind: 'camp',
    delivery: random.chance(0.7) ? 'on_site' : 'distance',
    ...random.pick(terms),
    weeklyHours: 10,
    squadMaximum: random.chance(0.5) ? random.between(4, 8) : null,
    asksForReturners: random.chance(0.3),
    belowMinimum: 'goes_ahead',
  };
}

function lineOf(l: number, requests: Snapshot['requests'], random: SeededRandom, subjectOf: () => string): Snapshot['lines'][number] {
  const minimum = random.between(1, 2);
  const ideal = minimum + random.between(0, 2);
  return {
    id: `l${l}`,
    requestId: requests[l % requests.length]!.id,
    subject: subjectOf(),
    level: random.pick([1, 2, 2, 3] as const),
    role: 'teacher',
    minimum,
    ideal,
    maximum: ideal + random.between(0, 1),
    kinds: [],
    languages: [],
    minimumAge: 18,
    teachingPermit: false,
  };
}

function applicationOf(
  a: number,
  requests: Snapshot['requests'],
  random: SeededRandom,
  subjectOf: () => string,
): Snapshot['applications'][number] {
  const taught = new Set(Array.from({ length: random.between(1, 2) }, subjectOf));
  const ranked = new Set(Array.from({ length: random.between(0, 8) }, () => random.pick(requests).id));
  const startDay = random.pick(['2027-07-01', '2027-07-01', '2027-07-15']);
  return {
    id: `a${a}`,
    kind: random.chance(0.7) ? 'student' : 'teacher',
    bornDay: '2003-01-01',
    languages: [],
    subjects: [...taught].map((subject) => ({ subject, level: random.pick([1, 1, 2, 3] as const) })),
    deliveries: random.chance(0.6) ? ['on_site', 'distance'] : ['on_site'],
    windows: [{ startDay, endDay: random.pick(['2027-08-31', '2027-08-10']), weeklyHours: 20 }],
    choices: [...ranked].map((id, rank) => ({ rank: rank + 1, target: { kind: 'request', id } })),
    scope: random.chance(0.1) && ranked.size > 0 ? 'only_these' : 'anywhere_after',
    never: [],
    clearances: [],
    busy: [],
    declinedRequestIds: [],
    barredByCountyCodes: [],
    servedCountyCodes: random.chance(0.2) ? [countyCode(random.between(0, counties - 1))] : [],
    completions: random.between(0, 3),
    mostPlacements: 1,
  };
}
