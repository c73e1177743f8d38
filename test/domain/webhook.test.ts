import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { nextTryAt, retrySeconds, webhookRetryAt } from '../../src/domain/webhook.ts';

const now = DateTime.fromISO('2026-12-01T08:00:00Z', { zone: 'utc' });
const secondsTill = (at: DateTime | undefined) => (at === undefined ? undefined : at.diff(now).as('seconds'));

test('a delivery is tried again after longer and longer, some three days in all, within a tenth of its time, the same for the same delivery', () => {
  const days = retrySeconds.reduce((sum, seconds) => sum + seconds, 0) / 86_400;
  expect([days > 3, days < 3.5]).toEqual([true, true]);
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 1, max: retrySeconds.length }), (seed, tries) => {
      const wait = secondsTill(nextTryAt(now, { tries, seed })) ?? 0;
      const planned = retrySeconds[tries - 1] ?? 0;
      expect(Math.abs(wait - planned)).toBeLessThanOrEqual(planned / 10 + 0.001);
      expect(secondsTill(nextTryAt(now, { tries, seed }))).toBe(wait);
    }),
  );
  expect(nextTryAt(now, { tries: retrySeconds.length + 1, seed: 'x' })).toBeUndefined();
  expect(nextTryAt(now, { tries: retrySeconds.length + 1, seed: 'x', isProbe: true })).toBeDefined();
});

test('a receiver that asks for time gets it, up to a day; one that fails is left in peace for longer and longer, up to half an hour', () => {
  expect(secondsTill(nextTryAt(now, { tries: 1, seed: 'x', retryAfterSeconds: 600 }))).toBe(600);
  expect(secondsTill(nextTryAt(now, { tries: 1, seed: 'x', retryAfterSeconds: 1e9 }))).toBe(86_400);
  expect(webhookRetryAt(now, 1)).toBeUndefined();
  expect([3, 4, 5, 50].map((failures) => secondsTill(webhookRetryAt(now, failures)))).toEqual([5, 10, 20, 1800]);
  expect(secondsTill(webhookRetryAt(now, 1, 90))).toBe(90);
});
