import { DateTime } from 'luxon';

import { daysIn } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Dispute } from '../../db/queries/disputes.ts';
import { deleteLesson, findLesson, findOverlappingLesson, saveLessonDuring, saveReportedDays } from '../../db/queries/lessons.ts';
import type { Placement } from '../../db/queries/placements.ts';
import { servedDays } from '../../domain/own-days.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import type { ActionContext, Fault, Invalid } from '../context.ts';

export type CorrectRecordError = Invalid | { readonly kind: 'lesson-overlaps'; readonly lessonId: string };

type Correction = {
  readonly figure: number;
  /** The field that says the figure. */
  readonly pointer: string;
  /** Who decides over the days leaves what the volunteer reports as it is. */
  readonly isOwnWord: boolean;
};

/** Puts a disputed lesson's length, or the days that the volunteer reports, right on the record. Decides before it writes. */
export async function correctRecord(
  context: ActionContext,
  placement: Placement,
  dispute: Dispute,
  { figure, pointer, isOwnWord }: Correction,
): Promise<Result<undefined, CorrectRecordError>> {
  const { db } = context;
  const isWrong = (code: string) => fail({ kind: 'invalid' as const, faults: [{ pointer, code }] });
  if (dispute.lessonStartsAt === null) {
    if (figure < 1) return isWrong('too-small');
    if (figure > daysIn(servedDays(placement))) return isWrong('more-than-term');
    if (isOwnWord) await saveReportedDays(db, placement.id, figure);
    return ok(undefined);
  }
  const lesson = dispute.lessonId === null ? undefined : await findLesson(db, placement.id, dispute.lessonId);
  // Once it is taken out, there is nothing to give a length to.
  if (lesson === undefined) return figure === 0 ? ok(undefined) : isWrong('lesson-gone');
  if (figure === 0) {
    await deleteLesson(db, lesson.id);
    return ok(undefined);
  }
  return lengthen(context, placement, { ...lesson, minutes: figure }, pointer);
}

async function lengthen(
  { db, now }: ActionContext,
  placement: Placement,
  lesson: { readonly id: string; readonly startsAt: string; readonly minutes: number },
  pointer: string,
): Promise<Result<undefined, CorrectRecordError>> {
  const season = await findSeason(db, placement.seasonId);
  if (season === undefined) throw new Error('a placement without its season');
  const startsAt = DateTime.fromISO(lesson.startsAt, { zone: season.timeZone });
  const endsAt = startsAt.plus({ minutes: lesson.minutes });
  const lastDay = endsAt.minus({ milliseconds: 1 }).toISODate() ?? '';
  const faults: Fault[] = [
    ...(endsAt > now ? [{ pointer, code: 'in-the-future' }] : []),
    ...(lastDay > servedDays(placement).endDay ? [{ pointer, code: 'outside-term' }] : []),
  ];
  if (faults.length > 0) return fail({ kind: 'invalid', faults });
  const during = `[${startsAt.toUTC().toISO()},${endsAt.toUTC().toISO()})`;
  const other = await findOverlappingLesson(db, placement.accountId, during, lesson.id);
  if (other !== undefined) return fail({ kind: 'lesson-overlaps', lessonId: other.id });
  await saveLessonDuring(db, lesson.id, during);
  return ok(undefined);
}
