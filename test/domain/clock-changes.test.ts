import { expect, test } from 'vitest';

import { changesOfClock, clockStretches, onOtherClock } from '../../src/domain/clock-changes.ts';

const utcOf = (zone: string) =>
  changesOfClock(zone, 2027, 2027).map(({ at, before, after, isSummer }) => [at.toUTC().toISO(), before, after, isSummer]);

test('New York’s clocks are set on the second Sunday of March and the first of November; Shanghai’s never', () => {
  expect(utcOf('America/New_York')).toEqual([
    ['2027-01-01T05:00:00.000Z', -300, -300, false],
    ['2027-03-14T07:00:00.000Z', -300, -240, true],
    ['2027-11-07T06:00:00.000Z', -240, -300, false],
  ]);
  expect(utcOf('Asia/Shanghai')).toEqual([['2026-12-31T16:00:00.000Z', 480, 480, false]]);
});

test('a term across the end of summer time is two stretches, and nine o’clock at school is another hour in each', () => {
  const stretches = clockStretches({ startDay: '2027-09-01', endDay: '2028-01-15' }, 'Asia/Shanghai', 'America/New_York');
  expect(stretches).toEqual([
    { startDay: '2027-09-01', endDay: '2027-11-07', minutesAhead: -720 },
    { startDay: '2027-11-08', endDay: '2028-01-15', minutesAhead: -780 },
  ]);
  expect(stretches.map((stretch) => onOtherClock(9, stretch))).toEqual([
    { time: '21:00', dayShift: -1 },
    { time: '20:00', dayShift: -1 },
  ]);
  expect(onOtherClock(20, { startDay: '2027-01-01', endDay: '2027-01-02', minutesAhead: 330 })).toEqual({ time: '01:30', dayShift: 1 });
});
