import fc from 'fast-check';
import { expect, test } from 'vitest';

import { hasRoomFor, layOut, mostAtOnce, seatsIn } from '../../src/domain/station.ts';

const day = (n: number) => new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10);
const period = fc.tuple(fc.nat(30), fc.nat(12)).map(([start, length]) => ({ startDay: day(start), endDay: day(start + length) }));
const onDay = (periods: readonly { startDay: string; endDay: string }[], n: number) =>
  periods.filter(({ startDay, endDay }) => startDay <= day(n) && day(n) <= endDay).length;
const days = Array.from({ length: 50 }, (_, n) => n);

test('the most periods at once are what counting day by day finds', () => {
  fc.assert(
    fc.property(fc.array(period, { maxLength: 12 }), (periods) => {
      expect(mostAtOnce(periods)).toBe(Math.max(...days.map((n) => onDay(periods, n))));
    }),
  );
});

test('a room is free exactly where, with the term, no day has more than there are rooms', () => {
  fc.assert(
    fc.property(fc.array(period, { maxLength: 10 }), period, fc.integer({ min: 1, max: 5 }), (held, term, rooms) => {
      const within = days.filter((n) => term.startDay <= day(n) && day(n) <= term.endDay);
      expect(hasRoomFor(rooms, held, term)).toBe(within.every((n) => onDay(held, n) + 1 <= rooms));
    }),
  );
});

test('rooms laid out anew are as many, with as many seats and names that differ, and keep what did not change', () => {
  const counts = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(200)).map(([rooms, more]) => ({ rooms, seats: rooms + more }));
  fc.assert(
    fc.property(counts, counts, (first, then) => {
      const present = layOut([], first);
      const anew = layOut(present, then);
      expect([anew.length, seatsIn(anew), new Set(anew.map(({ name }) => name)).size]).toEqual([then.rooms, then.seats, then.rooms]);
      expect(anew.every(({ seats }) => seats > 0)).toBe(true);
      expect(layOut(present, {})).toEqual(present);
    }),
  );
});
