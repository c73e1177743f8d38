import { z } from 'zod';

import { daysIn, type Period } from './calendar.ts';
import type { Delivery } from './teaching.ts';

/** How one lesson is held. */
export const lessonModes = ['on_site', 'distance'] as const;
export type LessonMode = (typeof lessonModes)[number];

/** A lesson taught. Instants carry their offset; the length counts in minutes. */
export const lessonInputSchema = z.strictObject({
  startsAt: z.iso.datetime({ offset: true }),
  minutes: z.int().min(5).max(600),
  subject: z.string().min(1).max(40),
  /** Pupils are counted, never named. */
  learners: z.int().min(0).max(10_000),
  note: z.string().trim().max(1000).default(''),
  /** Such as 五年级二班 or Grade 8. */
  className: z.string().trim().max(60).default(''),
  /** Left out, it is how the placement's lessons are held; of a blended one, in the room. */
  mode: z.enum(lessonModes).optional(),
  /** Who of the county was in the room with the learners while the teacher was not. */
  adultPresent: z.string().trim().max(60).default(''),
});
export type LessonInput = z.infer<typeof lessonInputSchema>;

export type LessonFault = { readonly pointer: '/mode' | '/adultPresent'; readonly code: 'not-of-delivery' | 'adult-missing' };

/** How a lesson of such a placement was held, and what is wrong with what was said of it: no class is alone with a screen. */
export function heldAs(delivery: Delivery, said: Pick<LessonInput, 'mode' | 'adultPresent'>): { mode: LessonMode; faults: LessonFault[] } {
  const mode = said.mode ?? (delivery === 'distance' ? 'distance' : 'on_site');
  const faults: LessonFault[] = [];
  if (delivery !== 'blended' && mode !== delivery) faults.push({ pointer: '/mode', code: 'not-of-delivery' });
  if (mode === 'distance' && said.adultPresent === '') faults.push({ pointer: '/adultPresent', code: 'adult-missing' });
  return { mode, faults };
}

export const reportInputSchema = z.strictObject({
  daysServed: z.int().min(1).max(366),
  text: z.string().trim().min(1).max(20_000),
});
export type ReportInput = z.infer<typeof reportInputSchema>;

/** The county's word on the completion: it signs what it saw. */
export const confirmationInputSchema = z.strictObject({
  daysServed: z.int().min(1).max(366),
  signedBy: z.string().trim().min(1).max(120),
  comment: z.string().trim().max(2000).default(''),
});

export type CompletionGap = { readonly kind: 'report-missing' | 'confirmation-missing' | 'days-differ' | 'dispute-open' };

/** What both sides and a coordinator said of a service, as far as its completion rests on it. */
export type ServiceSaid = {
  readonly reportedDays: number | null;
  readonly confirmedDays: number | null;
  /** Days that a coordinator settled: they hold, whatever either side states. */
  readonly settledDays: number | null;
  readonly openDisputes: number;
};

/** What still stands between a started placement and its completion. */
export function completionGaps({ reportedDays, confirmedDays, settledDays, openDisputes }: ServiceSaid): CompletionGap[] {
  const gaps: CompletionGap[] = [];
  if (reportedDays === null) gaps.push({ kind: 'report-missing' });
  if (confirmedDays === null && settledDays === null) gaps.push({ kind: 'confirmation-missing' });
  if (gaps.length === 0 && settledDays === null && reportedDays !== confirmedDays) gaps.push({ kind: 'days-differ' });
  return openDisputes > 0 ? [...gaps, { kind: 'dispute-open' }] : gaps;
}

/** Days served never pass the days of the term. */
export function servesWithin(daysServed: number, term: Period): boolean {
  return daysServed <= daysIn(term);
}
