import { expect, test } from 'vitest';

import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { snapshotSchema } from '../../src/matching/snapshot.ts';

test('requests that may turn to distance share the beds of their county: each fits alone, together they do not', () => {
  const result = match(season);
  expect(result.status).toBe('optimal');
  expect(checkMatch(season, result)).toEqual({ optimal: true });
});

const days = { startDay: '2027-07-01', endDay: '2027-07-14' };
const place = { countyCode: '532921', kind: 'camp', delivery: 'on_site', ...days, weeklyHours: 10, squadMaximum: null } as const;
const request = { ...place, asksForReturners: false, belowMinimum: 'turns_to_distance' } as const;
const asked = { subject: 'english', level: 1, role: 'teacher', kinds: [], languages: [], minimumAge: 18, teachingPermit: false } as const;
const application = {
  kind: 'student',
  bornDay: '2005-01-01',
  languages: [],
  subjects: [{ subject: 'english', level: 1 }],
  deliveries: ['on_site', 'distance'],
  windows: [{ startDay: '2027-07-01', endDay: '2027-07-24', weeklyHours: 20 }],
  choices: [],
  scope: 'anywhere_after',
  never: [],
  clearances: [],
  busy: [],
  declinedRequestIds: [],
  barredByCountyCodes: [],
  servedCountyCodes: [],
  completions: 0,
  mostPlacements: 1,
} as const;

const season = snapshotSchema.parse({
  format: 'zhijiao-snapshot-1',
  season: { id: 's', startDay: '2027-07-01', endDay: '2027-08-31', checks: { on_site: [], distance: [], blended: [] } },
  policy: 'need-first',
  seed: '0'.repeat(64),
  provinces: [{ code: '530000', quota: null }],
  counties: [{ code: '532921', provinceCode: '530000', beds: 2, tier: 1 }],
  requests: [
    { id: 'r0', ...request },
    { id: 'r1', ...request },
  ],
  lines: [
    { id: 'l0', requestId: 'r0', ...asked, minimum: 2, ideal: 2, maximum: 2 },
    { id: 'l1', requestId: 'r1', ...asked, minimum: 0, ideal: 0, maximum: 1 },
  ],
  applications: [
    { id: 'a0', ...application },
    { id: 'a1', ...application },
    { id: 'a2', ...application },
  ],
  teams: [],
  told: [],
  locks: { keep: [], exclude: [] },
});
