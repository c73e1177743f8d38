import { DateTime } from 'luxon';

import { daysIn, type Period } from './calendar.ts';

/** A moment at which the clocks of a zone are set; offsets from UTC in minutes. */
export type ClockChange = {
  readonly at: DateTime;
  readonly before: number;
  readonly after: number;
  /** Whether the clock is on summer time from then on. */
  readonly isSummer: boolean;
  readonly name: string;
};

/** Clocks are set months apart; a look a week finds every change. */
const weekSeconds = 7 * 86_400;

/** How the clock stands when the first of these years begins, as if it were set then, and every change until the last one ends. */
export function changesOfClock(zone: string, fromYear: number, throughYear: number): ClockChange[] {
  const start = DateTime.fromObject({ year: fromYear }, { zone });
  const end = start.plus({ years: throughYear - fromYear + 1 }).toSeconds();
  const offsetAt = (seconds: number) => start.zone.offset(seconds * 1000);
  const changes = [changeAt(start, start.offset)];
  for (let from = start.toSeconds(); from < end; from += weekSeconds) {
    const to = Math.min(from + weekSeconds, end);
    if (offsetAt(to) !== offsetAt(from)) {
      const at = firstWith(offsetAt, from, to);
      changes.push(changeAt(DateTime.fromSeconds(at, { zone }), offsetAt(from)));
    }
  }
  return changes;
}

function changeAt(at: DateTime, before: number): ClockChange {
  return { at, before, after: at.offset, isSummer: at.isInDST, name: at.setLocale('en').toFormat('ZZZZ') };
}

/** The first second between the two at which the offset is the later one's. */
function firstWith(offsetAt: (seconds: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offsetAt(to)) high = middle;
    else low = middle;
  }
  return high;
}

/** Days in which two clocks keep the same distance: by how many minutes the second is ahead of the first, or behind it. */
export type ClockStretch = Period & { readonly minutesAhead: number };

/**
 * How another clock stands to the one that counts, over a term: one stretch where neither is set in it, more where one is. Compared at noon by
 * the clock that counts, since clocks are set at night.
 */
export function clockStretches({ startDay, endDay }: Period, anchorZone: string, otherZone: string): ClockStretch[] {
  const stretches: ClockStretch[] = [];
  const first = DateTime.fromISO(startDay, { zone: anchorZone }).set({ hour: 12 });
  for (let index = 0; index < daysIn({ startDay, endDay }); index += 1) {
    const noon = first.plus({ days: index });
    const day = noon.toISODate() ?? '';
    const minutesAhead = noon.setZone(otherZone).offset - noon.offset;
    const last = stretches.at(-1);
    if (last?.minutesAhead === minutesAhead) stretches[stretches.length - 1] = { ...last, endDay: day };
    else stretches.push({ startDay: day, endDay: day, minutesAhead });
  }
  return stretches;
}

/** What the other clock shows when the one that counts shows this hour: `21:00`, and how many days before or after. */
export function onOtherClock(hour: number, { minutesAhead }: ClockStretch): { readonly time: string; readonly dayShift: -1 | 0 | 1 } {
  const minutes = hour * 60 + minutesAhead;
  const ofDay = ((minutes % 1440) + 1440) % 1440;
  return { time: `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`, dayShift: minutes < 0 ? -1 : minutes >= 1440 ? 1 : 0 };
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
