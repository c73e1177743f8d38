import { expect, test } from 'vitest';

import { failedRules, isEligible } from '../../src/domain/eligibility/eligibility.ts';
import type { Candidate, Opening } from '../../src/domain/eligibility/rule.ts';

const candidate: Candidate = {
  kind: 'student',
  bornDay: '2009-07-12',
  languages: ['zh-CN', 'en'],
  subjects: [{ subject: 'english', level: 2 }],
  deliveries: ['on_site', 'distance'],
  windows: [{ startDay: '2027-07-12', endDay: '2027-07-26', weeklyHours: 20 }],
  choices: [{ rank: 1, target: { kind: 'county', code: '532926' } }],
  scope: 'only_these',
  never: [],
  clearances: [{ kind: 'identity', validThroughDay: '2027-07-26' }],
  busy: [{ startDay: '2027-06-01', endDay: '2027-07-11' }],
  declinedRequestIds: [],
  barredByCountyCodes: [],
};

const opening: Opening = {
  lineId: 'line',
  requestId: 'request',
  countyCode: '532926',
  provinceCode: '530000',
  delivery: 'on_site',
  startDay: '2027-07-12',
  endDay: '2027-07-26',
  weeklyHours: 30,
  subject: 'english',
  level: 2,
  kinds: [],
  languages: ['en'],
  minimumAge: 18,
  teachingPermit: false,
  checks: ['identity'],
};

test('a pair at every rule’s edge is eligible', () => {
  expect(failedRules(candidate, opening, false)).toEqual([]);
  expect(isEligible(candidate, opening, false)).toBe(true);
});

test.each<[string, Partial<Candidate>, Partial<Opening>]>([
  ['subject', {}, { level: 3 }],
  ['subject', { subjects: [{ subject: 'computing', level: 3 }] }, {}],
  ['delivery', { deliveries: ['distance'] }, {}],
  ['dates', { windows: [{ startDay: '2027-07-13', endDay: '2027-08-01', weeklyHours: 60 }] }, {}],
  ['dates', {}, { delivery: 'distance' }],
  ['person', { bornDay: '2009-07-13' }, {}],
  ['person', {}, { kinds: ['teacher'] }],
  ['person', { languages: ['zh-CN'] }, {}],
  ['person', {}, { teachingPermit: true }],
  ['clearance', { clearances: [{ kind: 'identity', validThroughDay: '2027-07-25' }] }, {}],
  ['overlap', { busy: [{ startDay: '2027-07-26', endDay: '2027-08-01' }] }, {}],
  ['area', { choices: [{ rank: 1, target: { kind: 'province', code: '620000' } }] }, {}],
  ['barred', { never: [{ kind: 'request', id: 'request' }] }, {}],
  ['barred', { barredByCountyCodes: ['532926'] }, {}],
  ['barred', { declinedRequestIds: ['request'] }, {}],
  ['conditions', { unansweredRequestIds: ['request'] }, {}],
  ['returning', { mayNotReturn: true }, {}],
])('%s fails alone for %j and %j', (code, ofCandidate, ofOpening) => {
  const pair = [
    { ...candidate, ...ofCandidate },
    { ...opening, ...ofOpening },
  ] as const;
  expect(failedRules(...pair, false)).toEqual([code]);
  expect(isEligible(...pair, false)).toBe(false);
});

test('every rule that fails is named, a coordinator’s lock last', () => {
  const failed = failedRules({ ...candidate, deliveries: [], subjects: [] }, opening, true);
  expect(failed).toEqual(['subject', 'delivery', 'lock']);
  expect(isEligible(candidate, opening, true)).toBe(false);
});
