import { placementLifecycle } from '../../domain/placement.ts';
import { DateTime } from 'luxon';

import { authorise } from '../../domain/actor.ts';
import type { Period } from '../../domain/calendar.ts';
import { heldAs, type LessonInput, type LessonMode } from '../../domain/completion.ts';
import { servedDays } from '../../domain/own-days.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Connection } from '../../db/client.ts';
import { findOverlappingLesson, insertLesson } from '../../db/queries/lessons.ts';
import { findPlacement, lockPlacement, type Lesson, type Placement } from '../../db/queries/placements.ts';
import { listUnknownReferences } from '../../db/queries/references.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { notEditable, notFound, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';
import { lapseConfirmation } from './lapse-confirmation.ts';
import { seesPlacement } from './step-placement.ts';

export type RecordLessonError = CommonFailure | { readonly kind: 'lesson-overlaps'; readonly lessonId: string };

/** Records a lesson taught: inside the volunteer's days, not in the future, and in no hour counted already. */
export async function recordLesson(context: ActionContext, id: string, input: LessonInput): Promise<Result<Lesson, RecordLessonError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'placement.teach');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const placement = await lockPlacement(db, id);
    if (placement === undefined || !seesPlacement(actor, placement, 'placement.teach')) return fail(notFound('placement'));
    if (placement.state !== 'started') return fail(notEditable(placementLifecycle, placement.state));
    const season = await findSeason(db, placement.seasonId);
    if (season === undefined) throw new Error('a placement without its season');

    const startsAt = DateTime.fromISO(input.startsAt, { zone: season.timeZone }).startOf('second');
    const endsAt = startsAt.plus({ minutes: input.minutes });
    const { mode, faults: faultsSaid } = await heldFaults(db, placement, input);
    const faults = [...timeFaults({ startsAt, endsAt }, servedDays(placement), now), ...faultsSaid];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const during = `[${startsAt.toUTC().toISO()},${endsAt.toUTC().toISO()})`;
    const other = await findOverlappingLesson(db, placement.accountId, during);
    if (other !== undefined) return fail({ kind: 'lesson-overlaps', lessonId: other.id });

    await lapseConfirmation({ ...context, db }, placement);
    const { minutes, subject, learners, note, className } = input;
    const adultPresent = mode === 'distance' ? input.adultPresent : '';
    const lessonId = await insertLesson(db, {
      placementId: id,
      accountId: placement.accountId,
      during,
      subjectCode: subject,
      learners,
      note,
      className,
      mode,
      adultPresent,
    });
    await record(
      { ...context, db },
      {
        thing: 'placement',
        thingId: id,
        event: 'placement.lesson-recorded',
        subjectId: placement.accountId,
        details: { lessonId, minutes },
      },
    );
    const instant = startsAt.toUTC().toISO({ suppressMilliseconds: true }) ?? input.startsAt;
    return ok({ id: lessonId, startsAt: instant, minutes, subject, learners, note, className, mode, adultPresent });
  });
}

/** How it was held, and what is wrong with that and with its subject. */
async function heldFaults(db: Connection, { id, seasonId }: Placement, input: LessonInput): Promise<{ mode: LessonMode; faults: Fault[] }> {
  const unknown = await listUnknownReferences(db, seasonId, [{ kind: 'subject', code: input.subject, pointer: '/subject' }]);
  const { mode, faults } = heldAs((await findPlacement(db, id))?.delivery ?? 'on_site', input);
  return { mode, faults: [...faults, ...unknown.map(({ pointer }) => ({ pointer, code: 'unknown' }))] };
}

/** The whole lesson lies within the placement's days and behind us. */
function timeFaults(
  { startsAt, endsAt }: { readonly startsAt: DateTime; readonly endsAt: DateTime },
  term: Period,
  now: DateTime,
): Fault[] {
  const lastDay = endsAt.minus({ milliseconds: 1 }).toISODate() ?? '';
  const isOutside = (startsAt.toISODate() ?? '') < term.startDay || lastDay > term.endDay;
  return [
    ...(isOutside ? [{ pointer: '/startsAt', code: 'outside-term' }] : []),
    ...(endsAt > now ? [{ pointer: '/startsAt', code: 'in-the-future' }] : []),
  ];
}
