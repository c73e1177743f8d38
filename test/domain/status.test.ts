import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { clockJobs } from '../../src/domain/job.ts';
import { clockLateMinutes, statusOf, statusParts, unreached, waitLateMinutes, worstOf, type SeenOfWork } from '../../src/domain/status.ts';

const now = DateTime.fromISO('2026-12-01T08:00:00Z', { zone: 'utc' });
const ago = (minutes: number, seconds = 0) => now.minus({ minutes, seconds }).toJSDate().toISOString();
const well: SeenOfWork = { signAt: ago(1), failing: [], letterDueAt: null, matchAskedAt: null };
const lateIn = (seen: SeenOfWork) => statusOf(seen, now).flatMap(({ part, state }) => (state === 'late' ? [part] : []));

test('all works while the clock comes by and nothing waits', () => {
  expect(lateIn(well)).toEqual([]);
  expect(worstOf(statusOf(well, now))).toBe('works');
});

test('without a sign of the clock for longer than it may be, all that it does is late, and the site still works', () => {
  expect(lateIn({ ...well, signAt: ago(clockLateMinutes) })).toEqual([]);
  for (const signAt of [ago(clockLateMinutes, 1), null]) {
    expect(lateIn({ ...well, signAt })).toEqual(['clock', 'letters', 'matches', 'exchange']);
  }
});

test('letters and matches are late once the first of them has waited too long', () => {
  expect(lateIn({ ...well, letterDueAt: ago(waitLateMinutes), matchAskedAt: ago(waitLateMinutes) })).toEqual([]);
  expect(lateIn({ ...well, letterDueAt: ago(waitLateMinutes, 1) })).toEqual(['letters']);
  expect(lateIn({ ...well, matchAskedAt: ago(waitLateMinutes, 1) })).toEqual(['matches']);
});

test('any job that goes on failing makes exactly one part late; one that failed just now makes none', () => {
  for (const job of clockJobs) {
    expect(lateIn({ ...well, failing: [{ job, since: ago(1) }] })).toEqual([]);
    expect(lateIn({ ...well, failing: [{ job, since: ago(clockLateMinutes, 1) }] })).toHaveLength(1);
  }
  expect(lateIn({ ...well, failing: [{ job: 'send-mail', since: ago(60) }] })).toEqual(['letters']);
  expect(lateIn({ ...well, failing: [{ job: 'lapse-offers', since: ago(60) }] })).toEqual(['clock']);
});

test('every part is told once, in one order, and the whole is as bad as its worst part', () => {
  const minutes = fc.option(fc.integer({ min: 0, max: 60 }).map((count) => ago(count)));
  const seen = fc.record({
    signAt: minutes,
    letterDueAt: minutes,
    matchAskedAt: minutes,
    failing: fc.array(fc.record({ job: fc.constantFrom(...clockJobs), since: fc.integer({ min: 0, max: 60 }).map((count) => ago(count)) })),
  });
  fc.assert(
    fc.property(seen, (one) => {
      const told = statusOf(one, now);
      expect(told.map(({ part }) => part)).toEqual([...statusParts]);
      expect(told[0]).toEqual({ part: 'site', state: 'works' });
      expect(worstOf(told)).toBe(told.some(({ state }) => state === 'late') ? 'late' : 'works');
    }),
  );
  expect(worstOf(unreached)).toBe('unreached');
});
