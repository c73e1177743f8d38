import { DateTime } from 'luxon';
import { z } from 'zod';

import { daySchema, type Period } from './calendar.ts';

/** Where a placement's volunteer belongs to the squad: from accepting on. */
export const memberStates = ['accepted', 'started', 'completed'] as const;

export const dayOutcomes = ['held', 'cancelled'] as const;
export type DayOutcome = (typeof dayOutcomes)[number];

/** Why a day of teaching did not take place. */
export const cancelReasons = ['weather', 'illness', 'no_power_or_net', 'school_closed', 'holiday', 'travel', 'other'] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** By this hour, where the squad teaches, the day is reported. */
export const dueHour = 18;
/** For so many days after the last one a day can still be reported or put right, also by the link. */
export const reportableDays = 3;

const note = z.string().trim().max(1000).default('');

/** The fields of what a squad says of one day, each by itself. Learners are counted, never named. */
export const dayReportFields = z.strictObject({
  day: daySchema,
  outcome: z.enum(dayOutcomes),
  cancelReason: z.enum(cancelReasons).optional(),
  learners: z.number().int().min(0).max(5000).optional(),
  everybodyWell: z.boolean(),
  hadIncident: z.boolean(),
  note,
  /** Made by whoever sends it, the same for every try, so that it counts once. */
  key: z.uuid(),
});

/** What a squad says of one day, whole. */
export const dayReportSchema = dayReportFields
  .superRefine(({ outcome, cancelReason, learners }, context) => {
    if (outcome === 'held' && learners === undefined)
      context.addIssue({ code: 'custom', path: ['learners'], params: { fault: 'missing' } });
    if (outcome === 'cancelled' && cancelReason === undefined) {
      context.addIssue({ code: 'custom', path: ['cancelReason'], params: { fault: 'missing' } });
    }
  })
  // What belongs to the other outcome was typed before it was chosen.
  .transform((report) => ({
    ...report,
    cancelReason: report.outcome === 'cancelled' ? (report.cancelReason ?? null) : null,
    learners: report.outcome === 'held' ? (report.learners ?? 0) : 0,
  }));
export type DayReport = z.infer<typeof dayReportSchema>;

/** Squads are expected to say how the day was from Monday to Friday; any day may be reported. */
export function isTeachingDay(day: string): boolean {
  return DateTime.fromISO(day, { zone: 'utc' }).weekday <= 5;
}

/** Is a report of this day overdue? Only where it is one of theirs. */
export function isReportDue(day: string, term: Period, now: DateTime, timeZone: string): boolean {
  if (day < term.startDay || day > term.endDay || !isTeachingDay(day)) return false;
  return now >= DateTime.fromISO(day, { zone: timeZone }).set({ hour: dueHour });
}

/** The last day on which this squad's days can be reported. */
export function lastReportDay({ endDay }: Pick<Period, 'endDay'>): string {
  return plusDays(endDay, reportableDays);
}

export function plusDays(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;
}

const phone = z
  .string()
  .trim()
  .regex(/^\+?[\d ()-]{5,25}$/);
const wechatId = z
  .string()
  .trim()
  .regex(/^[A-Za-z][\w-]{5,19}$/);

/** By what the others of the squad may reach somebody; nothing is shared that is not here. */
export const sharedContactSchema = z.strictObject({
  email: z.boolean().default(false),
  phone: phone.optional(),
  wechatId: wechatId.optional(),
});
export type SharedContact = z.infer<typeof sharedContactSchema>;

export const nameCaptainSchema = z.strictObject({ placementId: z.uuid() });
