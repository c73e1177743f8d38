import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { lockLine, type PlacementInFull } from '../../db/queries/placements.ts';
import { instantOf, type ActionContext, type CommonFailure } from '../context.ts';
import { stepPlacement } from './step-placement.ts';

export type LineFull = { readonly kind: 'line-full'; readonly maximum: number };
export type OfferLapsed = {
  readonly kind: 'offer-lapsed';
  readonly state: 'offered';
  readonly allowed: readonly string[];
  readonly replyByAt: string;
};
export type AcceptOfferError = CommonFailure | LineFull | OfferLapsed;

/** Accepts an offer. The seat is decided by the line's lock, not by a count made before it. */
export async function acceptOffer(context: ActionContext, id: string): Promise<Result<PlacementInFull, AcceptOfferError>> {
  return stepPlacement<LineFull | OfferLapsed>(context, id, {
    permission: 'placement.answer',
    move: 'accept',
    rule: async (db, placement) => {
      if (placement.replyByAt !== null && Date.parse(placement.replyByAt) <= Date.parse(instantOf(context.now))) {
        return fail({ kind: 'offer-lapsed', state: 'offered', allowed: [], replyByAt: new Date(placement.replyByAt).toISOString() });
      }
      const line = await asConsequence(db, context.actor, async () => lockLine(db, placement.lineId));
      if (line === undefined) throw new Error('a placement without its line');
      return line.taken >= line.maximum ? fail({ kind: 'line-full', maximum: line.maximum }) : ok(undefined);
    },
  });
}
