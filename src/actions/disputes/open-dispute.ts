import { authorise } from '../../domain/actor.ts';
import { daysIn } from '../../domain/calendar.ts';
import { disputeAnswerDays, type OpenDisputeInput } from '../../domain/dispute.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findDispute, findOpenDispute, insertDispute, type DisputeSheet } from '../../db/queries/disputes.ts';
import { findLesson } from '../../db/queries/lessons.ts';
import { findReport, lockPlacement, type Placement } from '../../db/queries/placements.ts';
import { servedDays } from '../../domain/own-days.ts';
import { instantOf, notEditable, notFound, unknownAt, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { lapseConfirmation } from '../placements/lapse-confirmation.ts';
import { seesPlacement } from '../placements/step-placement.ts';
import { record } from '../record.ts';
import { tellVolunteerOfDispute } from './tell-of-dispute.ts';

export type OpenDisputeError = CommonFailure | { readonly kind: 'dispute-open'; readonly disputeId: string };

/** Instead of countersigning, the county says what was otherwise: a lesson's length, or the days of the whole service. */
export async function openDispute(
  context: ActionContext,
  placementId: string,
  input: OpenDisputeInput,
): Promise<Result<DisputeSheet, OpenDisputeError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'dispute.open');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const placement = await lockPlacement(db, placementId);
    if (placement === undefined || !seesPlacement(actor, placement, 'dispute.open')) return fail(notFound('placement'));
    if (placement.state !== 'started') return fail(notEditable(placementLifecycle, placement.state));
    const disputed = await disputedIn(inside, placement, input);
    if (disputed.faults.length > 0) return fail({ kind: 'invalid', faults: disputed.faults });
    const { lessonId, lessonStartsAt, recorded } = disputed;
    const disputeId = await findOpenDispute(db, { placementId, lessonId });
    if (disputeId !== undefined) return fail({ kind: 'dispute-open', disputeId });

    await lapseConfirmation(inside, placement);
    const { accountId, countyCode } = placement;
    const id = await insertDispute(db, {
      placementId,
      accountId,
      countyCode,
      lessonId,
      lessonStartsAt,
      recorded,
      claimed: input.claimed,
      reason: input.reason,
      openedAt: instantOf(now),
      answerByAt: instantOf(now.plus({ days: disputeAnswerDays })),
    });
    const about = { thing: 'dispute', thingId: id, event: 'dispute.opened', to: 'opened', subjectId: accountId, reason: input.reason };
    const eventId = await record(inside, { ...about, details: { placementId, lessonId, recorded, claimed: input.claimed } });
    await tellVolunteerOfDispute(inside, id, { eventId, news: 'opened' });
    const opened = await findDispute(db, id);
    return opened === undefined ? fail(notFound('dispute')) : ok(opened);
  });
}

type Disputed = {
  readonly faults: readonly Fault[];
  readonly lessonId: string | null;
  readonly lessonStartsAt: string | null;
  readonly recorded: number | null;
};

/** What the record says of what is disputed, and what cannot be meant. */
async function disputedIn({ db }: ActionContext, placement: Placement, { lessonId, claimed }: OpenDisputeInput): Promise<Disputed> {
  if (lessonId === undefined) {
    const recorded = (await findReport(db, placement.id))?.daysServed ?? null;
    return { faults: faultsOfClaim(claimed, recorded, daysIn(servedDays(placement))), lessonId: null, lessonStartsAt: null, recorded };
  }
  const lesson = await findLesson(db, placement.id, lessonId);
  if (lesson === undefined) return { faults: [unknownAt('/lessonId')], lessonId: null, lessonStartsAt: null, recorded: null };
  return { faults: faultsOfClaim(claimed, lesson.minutes), lessonId, lessonStartsAt: lesson.startsAt, recorded: lesson.minutes };
}

function faultsOfClaim(claimed: number, recorded: number | null, mostDays?: number): Fault[] {
  const pointer = '/claimed';
  if (claimed === recorded) return [{ pointer, code: 'as-recorded' }];
  if (mostDays === undefined) return [];
  if (claimed < 1) return [{ pointer, code: 'too-small' }];
  return claimed > mostDays ? [{ pointer, code: 'more-than-term' }] : [];
}
