import { postOfferLetters } from '../actions/placements/post-offer-letters.ts';
import { recordAll } from '../actions/record.ts';
import { instantOf } from '../actions/context.ts';
import { lockLapsedOffers, savePlacementState } from '../db/queries/placements.ts';
import { asSystem, type PostContext } from './job.ts';

const offersAtOnce = 200;

/** Lets offers lapse whose reply deadline has passed; silence never accepts. Gives how many. */
export async function lapseOffers(job: PostContext): Promise<number> {
  return asSystem(job, 'lapse-offers', async (db) => {
    const now = job.now();
    const offers = await lockLapsedOffers(db, instantOf(now), offersAtOnce);
    if (offers.length === 0) return 0;
    const ids = offers.map((offer) => offer.id);
    await savePlacementState(db, ids, { state: 'lapsed' });
    const context = { actor: { kind: 'system', job: 'lapse-offers' } as const, now, db };
    const eventIds = await recordAll(
      context,
      offers.map(({ id, accountId }) => ({
        thing: 'placement',
        thingId: id,
        event: 'placement.lapsed',
        from: 'offered',
        to: 'lapsed',
        subjectId: accountId,
      })),
    );
    await postOfferLetters(
      { ...job, db },
      'offer-lapsed',
      ids.map((placementId, i) => ({ placementId, eventId: eventIds[i] ?? '' })),
    );
    return offers.length;
  });
}
