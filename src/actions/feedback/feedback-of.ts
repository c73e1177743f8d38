import { authorise, reaches } from '../../domain/actor.ts';
import { feedbackWindow, type FeedbackSide, type FeedbackWindow } from '../../domain/feedback.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { feedbackPlace, listFeedbackOf } from '../../db/queries/feedback.ts';
import { homeZone } from '../../domain/calendar.ts';
import { notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { isHeardOf } from '../placements/step-placement.ts';

export type FeedbackGiven = {
  readonly scores: Readonly<Record<string, number>>;
  /** Empty where nothing was written, or after its time. */
  readonly text: string;
  readonly handedInAt: string;
};

/** What was said of a service, as far as whoever asks may read it by now. */
export type FeedbackSheet = FeedbackWindow & Readonly<Record<FeedbackSide, FeedbackGiven | null>>;

/** What each side said of a service: one's own always, the other's once both have handed in or the time is over. */
export async function feedbackOf(context: ActionContext, id: string): Promise<Result<FeedbackSheet, CommonFailure>> {
  const { actor, db, keys, now } = context;
  const may = authorise(actor, 'feedback.read');
  if (!may.ok) return may;
  const given = await listFeedbackOf(db, id, todayIn({ timeZone: homeZone }, now));
  const [placement] = given;
  if (placement === undefined || !reaches(actor, 'feedback.read', placement) || !isHeardOf(placement)) return fail(notFound('placement'));

  const opened = new Map<FeedbackSide, FeedbackGiven>();
  for (const { side, scores, sealedText, handedInAt } of given) {
    if (side === null) continue;
    const text = sealedText === null ? '' : await keys.open(sealedText, feedbackPlace(`${id} ${side}`));
    opened.set(side, { scores, text, handedInAt });
  }
  return ok({ ...feedbackWindow(placement.lastDay), volunteer: opened.get('volunteer') ?? null, county: opened.get('county') ?? null });
}
