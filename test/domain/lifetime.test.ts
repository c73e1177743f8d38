import fc from 'fast-check';
import { expect, test } from 'vitest';

import { lifetimeOf, type Service } from '../../src/domain/lifetime.ts';

const named = { zh: '甲', en: 'A' };
const day = fc.tuple(fc.integer({ min: 2005, max: 2040 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }));
const text = ([year, month, of]: readonly number[]) => `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`;

const service = fc
  .record({
    placementId: fc.uuid(),
    days: fc.array(day, { minLength: 2, maxLength: 2 }),
    daysServed: fc.option(fc.integer({ min: 1, max: 60 })),
    learners: fc.nat(500),
    subjects: fc.uniqueArray(
      fc.record({ code: fc.constantFrom('english', 'computing', 'sharing'), lessons: fc.nat(40), minutes: fc.nat(3000) }),
      { selector: ({ code }) => code },
    ),
  })
  .map(({ placementId, days, daysServed, learners, subjects }): Service => {
    const [startDay = '', endDay = ''] = days.map(text).toSorted();
    const sum = (field: 'lessons' | 'minutes') => subjects.reduce((total, subject) => total + subject[field], 0);
    return {
      placementId,
      startDay,
      endDay,
      daysServed,
      learners,
      season: named,
      province: named,
      place: '',
      delivery: 'on_site',
      county: { ...named, code: '532926' },
      certificate: null,
      madeUp: false,
      lessons: sum('lessons'),
      minutes: sum('minutes'),
      state: daysServed === null ? 'ended_early' : 'completed',
      subjects: subjects.map((subject) => ({ ...named, ...subject })),
    };
  });

test('years and subjects both add up to the whole, whatever somebody did and in whatever order it is told', () => {
  fc.assert(
    fc.property(fc.array(service, { maxLength: 12 }), (services) => {
      const record = lifetimeOf(services);
      expect(record.services.map(({ placementId }) => placementId).toSorted()).toEqual(services.map((s) => s.placementId).toSorted());
      for (const field of ['services', 'days', 'lessons', 'minutes', 'learners'] as const)
        expect(record.byYear.reduce((sum, year) => sum + year[field], 0)).toBe(record.total[field]);
      for (const field of ['lessons', 'minutes'] as const)
        expect(record.bySubject.reduce((sum, subject) => sum + subject[field], 0)).toBe(record.total[field]);
      expect(record.byYear.map(({ year }) => year)).toEqual(
        [...new Set(services.map((s) => Number(s.endDay.slice(0, 4))))].toSorted((a, b) => b - a),
      );
      expect(lifetimeOf(services.toReversed())).toEqual(record);
      for (const { startDay, endDay } of services)
        expect((record.firstDay ?? '') <= startDay && endDay <= (record.lastDay ?? '')).toBe(true);
    }),
  );
});
