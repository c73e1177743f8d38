import { snapshotSchema, type Snapshot } from '../../src/matching/snapshot.ts';

type Line = {
  readonly id: string;
  readonly request?: string;
  readonly county?: number;
  readonly tier?: 1 | 2 | 3;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly subject?: string;
  readonly below?: Snapshot['requests'][number]['belowMinimum'];
  readonly delivery?: 'on_site' | 'distance';
  readonly term?: readonly [string, string];
};
type Person = {
  readonly id: string;
  /** Requests by rank. */
  readonly choices?: readonly string[];
  readonly subjects?: readonly string[];
  readonly completions?: number;
  readonly anywhere?: boolean;
  readonly most?: number;
};

const distinct = <T>(values: readonly T[], keyOf: (value: T) => string) => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

/** A season written down by hand: each line has a request of its own unless it names one, all counties lie in one province. */
export function tinySeason(given: {
  readonly lines: readonly Line[];
  readonly people: readonly Person[];
  readonly teams?: Snapshot['teams'];
  readonly locks?: Partial<Snapshot['locks']>;
  readonly quota?: number;
  readonly beds?: number;
}): Snapshot {
  const codeOf = ({ county = 1 }: Line) => `5329${20 + county}`;
  const requestOf = ({ id, request = `r-${id}` }: Line) => request;
  return snapshotSchema.parse({
    format: 'zhijiao-snapshot-1',
    season: { id: 's', startDay: '2027-07-01', endDay: '2027-08-31', checks: { on_site: [], distance: [], blended: [] } },
    policy: 'stable',
    seed: '0f'.repeat(32),
    provinces: [{ code: '530000', quota: given.quota ?? null }],
    counties: distinct(given.lines, codeOf).map((line) => ({
      code: codeOf(line),
      provinceCode: '530000',
      tier: line.tier ?? 1,
      beds: given.beds ?? null,
    })),
    requests: distinct(given.lines, requestOf).map((line) => ({
      id: requestOf(line),
      countyCode: codeOf(line),
      kind: 'camp',
      delivery: line.delivery ?? 'on_site',
      startDay: line.term?.[0] ?? '2027-07-01',
      endDay: line.term?.[1] ?? '2027-07-14',
      weeklyHours: 10,
      squadMaximum: null,
      asksForReturners: false,
      belowMinimum: line.below ?? 'goes_ahead',
    })),
    lines: given.lines.map((line) => ({
      id: line.id,
      requestId: requestOf(line),
      subject: line.subject ?? 'english',
      level: 1,
      role: 'teacher',
      minimum: line.minimum ?? 0,
      ideal: line.maximum ?? 1,
      maximum: line.maximum ?? 1,
      kinds: [],
      languages: [],
      minimumAge: 18,
      teachingPermit: false,
    })),
    applications: given.people.map(({ id, choices = [], subjects = ['english'], completions = 0, anywhere = true, most = 1 }) => ({
      id,
      kind: 'student',
      bornDay: '2005-01-01',
      languages: [],
      subjects: subjects.map((subject) => ({ subject, level: 1 })),
      deliveries: ['on_site', 'distance'],
      windows: [{ startDay: '2027-07-01', endDay: '2027-08-31', weeklyHours: 20 }],
      choices: choices.map((request, i) => ({ rank: i + 1, target: { kind: 'request', id: request } })),
      scope: anywhere ? 'anywhere_after' : 'only_these',
      never: [],
      clearances: [],
      busy: [],
      declinedRequestIds: [],
      barredByCountyCodes: [],
      servedCountyCodes: [],
      completions,
      mostPlacements: most,
    })),
    teams: given.teams ?? [],
    locks: { keep: [], exclude: [], ...given.locks },
  });
}
