import { authorise } from '../../domain/actor.ts';
import type { ReviewDecision } from '../../domain/barred-person.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findReview, lockReview, reviewReasonPlace, saveReview, type ReviewInFull } from '../../db/queries/barred.ts';
import { lockClearedOfKind, saveClearance } from '../../db/queries/clearances.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type DecideReviewError = CommonFailure | { readonly kind: 'review-decided'; readonly state: string };

/**
 * Decides whether the applicant is the person who is barred. Confirmed, their identity is no longer cleared and cannot be;
 * so nothing of theirs can start. The reason is kept encrypted, for safeguarding alone.
 */
export async function decideReview(
  context: ActionContext,
  id: string,
  { outcome, reason }: ReviewDecision,
): Promise<Result<ReviewInFull, DecideReviewError>> {
  const may = authorise(context.actor, 'barred-review.decide');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const review = await lockReview(db, id);
    if (review === undefined || review.accountId === accountIdOf(context.actor)) return fail(notFound('barred_review'));
    if (review.state !== 'open') return fail({ kind: 'review-decided', state: review.state });
    const sealedReason = await context.keys.seal(reason, reviewReasonPlace(id));
    await saveReview(db, id, { state: outcome, decidedBy: accountIdOf(context.actor), decidedAt: instantOf(context.now), sealedReason });
    await record(inside, { thing: 'barred_review', thingId: id, event: `barred_review.${outcome}` });
    if (outcome === 'confirmed') await asConsequence(db, context.actor, async () => revokeIdentity(inside, review.accountId));
    const decided = await findReview(db, id);
    return decided === undefined ? fail(notFound('barred_review')) : ok(decided);
  });
}

async function revokeIdentity(context: ActionContext, accountId: string): Promise<void> {
  for (const { id } of await lockClearedOfKind(context.db, accountId, 'identity')) {
    await saveClearance(context.db, id, { state: 'revoked' });
    const about = { thing: 'clearance', thingId: id, event: 'clearance.revoked', subjectId: accountId };
    await record(context, { ...about, from: 'cleared', to: 'revoked' });
  }
}
