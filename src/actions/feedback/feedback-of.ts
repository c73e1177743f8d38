import { authorise } from '../../domain/actor.ts';
import { feedbackWindow, type FeedbackSide, type FeedbackWindow } from '../../domain/feedback.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { feedbackPlace, findLastDayServed, listFeedbackOf } from '../../db/queries/feedback.ts';
import { findPlacement } from '../../db/queries/placements.ts';
import { homeZone } from '../../domain/calendar.ts';
import { notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { seesPlacement } from '../placements/step-placement.ts';

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
  const placement = await findPlacement(db, id);
  if (placement === undefined || !seesPlacement(actor, placement, 'feedback.read')) return fail(notFound('placement'));

  const given = await listFeedbackOf(db, id, todayIn({ timeZone: homeZone }, now));
  const opened = new Map<FeedbackSide, FeedbackGiven>();
  for (const { side, scores, sealedText, handedInAt } of given) {
    const text = sealedText === null ? '' : await keys.open(sealedText, feedbackPlace(`${id} ${side}`));
    opened.set(side, { scores, text, handedInAt });
  }
  const window = feedbackWindow(await findLastDayServed(db, id));
  return ok({ ...window, volunteer: opened.get('volunteer') ?? null, county: opened.get('county') ?? null });
}
