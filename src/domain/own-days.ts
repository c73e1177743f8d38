import { z } from 'zod';

import { daySchema, type Period } from './calendar.ts';

/** A placement's days, and the volunteer's own within them where they were agreed. */
export type DaysOfPlacement = Period & { readonly firstDay: string | null; readonly lastDay: string | null };

/** The days on which the volunteer is there: their own where they were agreed, or else the placement's. */
export function servedDays({ startDay, endDay, firstDay, lastDay }: DaysOfPlacement): Period {
  return { startDay: firstDay ?? startDay, endDay: lastDay ?? endDay };
}

export const ownDaysSchema = z.strictObject({
  /** The volunteer's own first and last day, within the placement's. */
  firstDay: daySchema,
  lastDay: daySchema,
  /** Why they differ; the volunteer reads it. */
  reason: z.string().trim().min(1).max(2000),
});
export type OwnDaysInput = z.infer<typeof ownDaysSchema>;

export type OwnDaysFault = { readonly pointer: '/firstDay' | '/lastDay'; readonly code: 'outside-term' | 'ends-before-start' };

/** Own days lie within the placement's, the first not after the last. */
export function ownDaysFaults({ firstDay, lastDay }: Pick<OwnDaysInput, 'firstDay' | 'lastDay'>, term: Period): OwnDaysFault[] {
  const isOutside = (day: string) => day < term.startDay || day > term.endDay;
  return [
    ...(isOutside(firstDay) ? [{ pointer: '/firstDay' as const, code: 'outside-term' as const }] : []),
    ...(isOutside(lastDay) ? [{ pointer: '/lastDay' as const, code: 'outside-term' as const }] : []),
    ...(lastDay < firstDay ? [{ pointer: '/lastDay' as const, code: 'ends-before-start' as const }] : []),
  ];
}
