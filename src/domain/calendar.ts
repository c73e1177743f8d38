import { DateTime } from 'luxon';
import { z } from 'zod';

/** A calendar day `YYYY-MM-DD`, meant in the season's zone. ISO days compare as strings. */
export const daySchema = z
  .string()
  .regex(/^(19|20|21)\d{2}-\d{2}-\d{2}$/)
  .refine((day) => DateTime.fromISO(day).isValid);

/** Where days are meant that belong to no season. */
export const homeZone = 'Asia/Shanghai';

/** Both days belong to the period. */
export type Period = { readonly startDay: string; readonly endDay: string };

export const periodShape = { startDay: daySchema, endDay: daySchema };

/** Every day there can be: a window that nothing lies outside of. */
export const always: Period = { startDay: '1900-01-01', endDay: '2199-12-31' };

export function isForwards(period: Period): boolean {
  return period.startDay <= period.endDay;
}

/** True when the two periods share at least one day. A period ending the day before another starts does not overlap it. */
export function overlaps(a: Period, b: Period): boolean {
  return a.startDay <= b.endDay && b.startDay <= a.endDay;
}

export function holds(outer: Period, inner: Period): boolean {
  return outer.startDay <= inner.startDay && inner.endDay <= outer.endDay;
}

export type PeriodFault = { readonly pointer: string; readonly code: 'ends-before-start' | 'outside-season' };

/** What is wrong with a period inside a season's teaching window, day by day, under the pointer of the period. */
export function periodFaults(period: Period, teaching: Period, pointer: string): PeriodFault[] {
  const isOutside = (day: string) => day < teaching.startDay || day > teaching.endDay;
  return [
    ...(isForwards(period) ? [] : [{ pointer: `${pointer}/endDay`, code: 'ends-before-start' as const }]),
    ...(isOutside(period.startDay) ? [{ pointer: `${pointer}/startDay`, code: 'outside-season' as const }] : []),
    ...(isOutside(period.endDay) ? [{ pointer: `${pointer}/endDay`, code: 'outside-season' as const }] : []),
  ];
}

/** Number of days in the period, both ends counted. */
export function daysIn(period: Period): number {
  const days = DateTime.fromISO(period.endDay).diff(DateTime.fromISO(period.startDay), 'days').days;
  return Math.round(days) + 1;
}

export function dayAfter(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? '';
}
