import { DateTime } from 'luxon';

import type { HostConditions } from './request.ts';

/** What the county says of itself; who signed it, and when, is its signature and not part of what it says. */
export const hostConditionParts = [
  'knownRisks',
  'lodging',
  'waterAndPower',
  'altitudeMetres',
  'nearestHospital',
  'bandwidthMbps',
  'largestClass',
] as const satisfies readonly (keyof HostConditions)[];
export type HostConditionPart = (typeof hostConditionParts)[number];

/** One thing that the county says otherwise than before; `before` is null where it had not said anything. */
export type ChangedPart = {
  readonly part: HostConditionPart;
  readonly before: string | number | null;
  readonly after: string | number;
};

/** What differs between two signed versions, in the order in which people read them; a new signature alone changes nothing. */
export function changedParts(before: HostConditions | null, after: HostConditions): ChangedPart[] {
  return hostConditionParts.flatMap((part) =>
    before?.[part] === after[part] ? [] : [{ part, before: before?.[part] ?? null, after: after[part] }],
  );
}

const answerDays = 5;
const leastHours = 24;
const readingHours = 48;

/**
 * By when somebody says whether they go on under changed conditions: the end of a day where they live, before the start where that
 * leaves a day to think, and a day from now in any case.
 */
export function answerByOf(now: DateTime, timeZone: string, start: DateTime): DateTime {
  const usual = now.setZone(timeZone).plus({ days: answerDays }).endOf('day').startOf('second');
  return DateTime.min(usual, DateTime.max(start, now.plus({ hours: leastHours })));
}

/**
 * The deadline of an offer whose conditions changed: there is time to read them, if only up to the start. Undefined where there was
 * time enough.
 */
export function replyByAfterChange(replyBy: DateTime, now: DateTime, start: DateTime): DateTime | undefined {
  const later = DateTime.min(now.plus({ hours: readingHours }), start);
  return later > replyBy ? later : undefined;
}
