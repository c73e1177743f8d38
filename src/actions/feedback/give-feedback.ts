import { authorise, reaches } from '../../domain/actor.ts';
import {
  feedbackWindow,
  isServed,
  scoreFaults,
  type FeedbackInput,
  type FeedbackSide,
  type FeedbackWindow,
} from '../../domain/feedback.ts';
import { homeZone } from '../../domain/calendar.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { asConsequence } from '../../db/acting.ts';
import { findPlacementFacts, findReader, listOfficersOf } from '../../db/queries/readers.ts';
import { feedbackReadableLetter } from '../../mail/feedback-letter.ts';
import { fail, type Result } from '../../domain/result.ts';
import { feedbackPlace, listFeedbackOf, saveFeedback } from '../../db/queries/feedback.ts';
import { lockPlacement, type Placement } from '../../db/queries/placements.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { accountIdOf, instantOf, notEditable, notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { seesPlacement } from '../placements/step-placement.ts';
import { tellAll } from '../outbox/tell.ts';
import { record } from '../record.ts';
import { feedbackOf, type FeedbackSheet } from './feedback-of.ts';

export type FeedbackClosed = FeedbackWindow & {
  readonly kind: 'feedback-closed';
  /** It is before the last day, the time is over, or both sides have handed in and read each other. */
  readonly why: 'too-early' | 'over' | 'both-in';
};
export type GiveFeedbackError = CommonFailure | FeedbackClosed;

/** Who serves says what the county was like, the county what the service was like: from the last day on, and anew until both have. */
export async function giveFeedback(
  context: ActionContext,
  id: string,
  { scores, text }: FeedbackInput,
): Promise<Result<FeedbackSheet, GiveFeedbackError>> {
  const { actor, now, keys } = context;
  const may = authorise(actor, 'feedback.give');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const placement = await lockPlacement(db, id);
    if (placement === undefined || !seesPlacement(actor, placement, 'feedback.give')) return fail(notFound('placement'));
    if (!isServed(placement)) return fail(notEditable(placementLifecycle, placement.state));
    const closed = await whyClosed(inside, placement);
    if (closed !== undefined) return fail(closed);
    const side = sideOf(context, placement);
    const faults = scoreFaults(side, scores);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const sealedText = text === '' ? null : await keys.seal(text, feedbackPlace(`${id} ${side}`));
    const { accountId, countyCode } = placement;
    const writtenBy = accountIdOf(actor) ?? accountId;
    await saveFeedback(db, { placementId: id, side, accountId, countyCode, scores, sealedText, writtenBy, handedInAt: instantOf(now) });
    // That it was handed in, and never what it says.
    const about = { thing: 'placement', thingId: id, event: 'placement.feedback-given', subjectId: accountId };
    const eventId = await record(inside, { ...about, details: { side } });
    if ((await listFeedbackOf(db, id, todayIn({ timeZone: homeZone }, now))).length === 2) await tellBoth(inside, placement, eventId);
    return feedbackOf(inside, id);
  });
}

/** Tells the side that had handed in before that it can read what the other wrote; colleagues of whoever answers for the county too. */
async function tellBoth(context: ActionContext, { id, accountId, countyCode }: Placement, eventId: string): Promise<void> {
  const { db, actor } = context;
  await asConsequence(db, actor, async () => {
    const facts = await findPlacementFacts(db, id);
    if (facts === undefined) throw new Error('a placement without its request');
    await tellAll(context, [
      {
        eventId,
        template: 'feedback-readable',
        readers: [await findReader(db, accountId)],
        path: `/placements/${id}/feedback`,
        letter: (addressed) => feedbackReadableLetter(addressed, { ...facts, isForCounty: false }),
      },
      {
        eventId,
        template: 'guest-feedback-readable',
        readers: await listOfficersOf(db, countyCode),
        path: `/county/placements/${id}/feedback`,
        letter: (addressed) => feedbackReadableLetter(addressed, { ...facts, isForCounty: true }),
      },
    ]);
  });
}

/** Whoever is both answers for their own service. */
function sideOf({ actor }: ActionContext, { accountId }: Placement): FeedbackSide {
  return reaches(actor, 'feedback.give', { accountId }) ? 'volunteer' : 'county';
}

async function whyClosed({ db, now }: ActionContext, placement: Placement): Promise<FeedbackClosed | undefined> {
  const season = await findSeason(db, placement.seasonId);
  if (season === undefined) throw new Error('a placement without its season');
  const today = todayIn(season, now);
  const readable = await listFeedbackOf(db, placement.id, today);
  const open = feedbackWindow(readable[0]?.lastDay ?? placement.endDay);
  if (today < open.opensDay) return { kind: 'feedback-closed', why: 'too-early', ...open };
  if (today > open.closesDay) return { kind: 'feedback-closed', why: 'over', ...open };
  return readable.length === 2 ? { kind: 'feedback-closed', why: 'both-in', ...open } : undefined;
}
