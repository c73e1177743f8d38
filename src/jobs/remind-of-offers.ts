import { instantOf } from '../actions/context.ts';
import { postOfferLetters } from '../actions/placements/post-offer-letters.ts';
import { recordAll } from '../actions/record.ts';
import { clearReminders, lockOffersToRemindOf } from '../db/queries/placements.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'remind-of-offers';
const remindersAtOnce = 200;

/** Reminds of offers whose time to answer is almost over: once a deadline, and not where it is over already. Gives how many. */
export async function remindOfOffers(job: PostContext): Promise<number> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const offers = await lockOffersToRemindOf(db, instantOf(now), remindersAtOnce);
    if (offers.length === 0) return 0;
    await clearReminders(
      db,
      offers.map(({ id }) => id),
    );
    const eventIds = await recordAll(
      { actor: { kind: 'system', job: name }, now, db },
      offers.map(({ id, accountId }) => ({ thing: 'placement', thingId: id, event: 'placement.reminded', subjectId: accountId })),
    );
    const tellings = offers.map(({ id }, i) => ({ placementId: id, eventId: eventIds[i] ?? '' }));
    await postOfferLetters({ ...job, db }, 'offer-reminder', tellings);
    return offers.length;
  });
}
