import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { barredReasonPlace, reviewReasonPlace } from '../../db/queries/barred.ts';
import { findReviewCase, type ReviewCase } from '../../db/queries/barred-desk.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** A review with what is kept encrypted, in clear: why somebody is barred, and why it was decided as it was. */
export type OpenedReview = ReviewCase & { readonly barredReason: string; readonly decisionReason: string | null };

/** Reads a review; that it was read is recorded. Nobody reads one about themself. */
export async function readReview(context: ActionContext, id: string): Promise<Result<OpenedReview, CommonFailure>> {
  const may = authorise(context.actor, 'barred-review.decide');
  if (!may.ok) return may;
  const { db, keys } = context;
  const found = await findReviewCase(db, id);
  if (found === undefined || found.review.accountId === accountIdOf(context.actor)) return fail(notFound('barred_review'));
  const { review, person } = found;
  await record(context, { thing: 'barred_review', thingId: id, event: 'barred_review.read' });
  return ok({
    ...found,
    barredReason: await keys.open(person.sealedReason, barredReasonPlace(person.name)),
    decisionReason: review.sealedReason === null ? null : await keys.open(review.sealedReason, reviewReasonPlace(id)),
  });
}
