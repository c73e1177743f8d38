import { DateTime } from 'luxon';

import { authorise } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { extended, remindAtOf, startsAt } from '../../domain/reply.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findPlacement, lockPlacement, saveReplyBy, type Placement, type PlacementInFull } from '../../db/queries/placements.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { offerLapsed, type OfferLapsed } from './accept-offer.ts';
import { seesPlacement } from './step-placement.ts';

export type NoExtension = { readonly kind: 'no-extension'; readonly why: 'extended-before' | 'starts-before' };
export type ExtendOfferError = CommonFailure | OfferLapsed | NoExtension;

/** Gives the volunteer longer to answer an offer: once, while it can still be answered, and never past the start. */
export async function extendOffer(context: ActionContext, id: string): Promise<Result<PlacementInFull, ExtendOfferError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'placement.answer');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const placement = await lockPlacement(db, id);
    if (placement === undefined || !seesPlacement(actor, placement, 'placement.answer')) return fail(notFound('placement'));
    // Only what can be accepted can be put off.
    const answerable = move(placementLifecycle, placement.state, 'accept');
    if (!answerable.ok) return answerable;
    const later = await laterThan(context, placement);
    if (!later.ok) return later;

    const replyByAt = instantOf(later.value);
    const remindAt = remindAtOf(later.value, now);
    await saveReplyBy(db, id, { replyByAt, extendedAt: instantOf(now), remindAt: remindAt && instantOf(remindAt) });
    const about = { thing: 'placement', thingId: id, subjectId: placement.accountId };
    await record({ ...context, db }, { ...about, event: 'placement.extended', details: { replyByAt } });
    const stands = await findPlacement(db, id);
    return stands === undefined ? fail(notFound('placement')) : ok(stands);
  });
}

async function laterThan({ db, now }: ActionContext, placement: Placement): Promise<Result<DateTime, OfferLapsed | NoExtension>> {
  const season = await findSeason(db, placement.seasonId);
  if (season === undefined || placement.replyByAt === null) throw new Error('an offer without its season or deadline');
  const lapsed = offerLapsed(placement, now);
  if (lapsed !== undefined) return fail(lapsed);
  if (placement.extendedAt !== null) return fail({ kind: 'no-extension', why: 'extended-before' });
  const later = extended(DateTime.fromMillis(Date.parse(placement.replyByAt)), startsAt(placement, season));
  return later === undefined ? fail({ kind: 'no-extension', why: 'starts-before' }) : ok(later);
}
