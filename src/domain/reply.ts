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
