import { DateTime } from 'luxon';

/** How much longer somebody may take to answer, once a placement. */
export const extensionHours = 48;

/** How long before the end of the time to answer somebody is reminded. */
const reminderHours = 24;

/** Where a placement begins: the first moment of its first day, where the season's days are meant. */
export function startsAt({ startDay }: { readonly startDay: string }, { timeZone }: { readonly timeZone: string }): DateTime {
  return DateTime.fromISO(startDay, { zone: timeZone });
}

/** When to remind of a deadline; null where the time to answer is hardly longer than that. */
export function remindAtOf(replyBy: DateTime, now: DateTime): DateTime | null {
  const at = replyBy.minus({ hours: reminderHours });
  return at > now ? at : null;
}

/** The deadline made longer; never past the start, and undefined where that leaves nothing to give. */
export function extended(replyBy: DateTime, start: DateTime): DateTime | undefined {
  const later = DateTime.min(replyBy.plus({ hours: extensionHours }), start);
  return later > replyBy ? later : undefined;
}

/** Whoever steps back this close to the start is a late drop-out: there is little time left, so a person decides who is asked. */
export const lateDays = 14;
const lateReplyHours = 24;
const leastHours = 12;

/**
 * When an alternate must have answered: after the season's time to answer, a day where the start is near, and never after the
 * start. Undefined where that leaves no time to speak of, so that nobody is asked any more.
 */
export function alternateReplyBy(now: DateTime, start: DateTime, replyHours: number): DateTime | undefined {
  const hours = now >= start.minus({ days: lateDays }) ? Math.min(replyHours, lateReplyHours) : replyHours;
  const by = DateTime.min(now.plus({ hours }), start);
  return by.diff(now, 'hours').hours < leastHours ? undefined : by;
}
