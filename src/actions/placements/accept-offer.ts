import type { DateTime } from 'luxon';

import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { lockLine, type Placement, type PlacementInFull } from '../../db/queries/placements.ts';
import { findOpenQuestionOf } from '../../db/queries/condition-questions.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { stepPlacement } from './step-placement.ts';

export type LineFull = { readonly kind: 'line-full'; readonly maximum: number };
export type OfferLapsed = {
  readonly kind: 'offer-lapsed';
  readonly state: 'offered';
  readonly allowed: readonly string[];
  readonly replyByAt: string;
};
/** The host conditions changed after the offer: accepting is accepting the new ones, so they must have been read. */
export type ConditionsChanged = {
  readonly kind: 'conditions-changed';
  readonly state: string;
  readonly allowed: readonly string[];
  readonly questionId: string;
};
export type AcceptOfferError = CommonFailure | LineFull | OfferLapsed | ConditionsChanged;

/**
 * Accepts an offer. The seat is decided by the line's lock, not by a count made before it. Where the host conditions changed since,
 * it says which question its volunteer has read.
 */
export async function acceptOffer(
  context: ActionContext,
  id: string,
  readQuestionId?: string,
): Promise<Result<PlacementInFull, AcceptOfferError>> {
  return stepPlacement<LineFull | OfferLapsed | ConditionsChanged>(context, id, {
    permission: 'placement.answer',
    move: 'accept',
    rule: async (db, placement) => {
      const lapsed = offerLapsed(placement, context.now);
      if (lapsed !== undefined) return fail(lapsed);
      const questionId = await findOpenQuestionOf(db, placement);
      if (questionId !== undefined && questionId !== readQuestionId) {
        return fail({ kind: 'conditions-changed', state: 'offered', allowed: ['accept', 'decline', 'withdraw'], questionId });
      }
      const line = await asConsequence(db, context.actor, async () => lockLine(db, placement.lineId));
      if (line === undefined) throw new Error('a placement without its line');
      return line.taken >= line.maximum ? fail({ kind: 'line-full', maximum: line.maximum }) : ok(undefined);
    },
  });
}

/** The time to answer is over, if it is; whether the job that lets offers lapse has come by yet or not. */
export function offerLapsed({ replyByAt }: Placement, now: DateTime): OfferLapsed | undefined {
  if (replyByAt === null || Date.parse(replyByAt) > now.toMillis()) return undefined;
  return { kind: 'offer-lapsed', state: 'offered', allowed: [], replyByAt: new Date(replyByAt).toISOString() };
}
