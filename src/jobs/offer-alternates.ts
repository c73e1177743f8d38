import { offerFreedSeats } from '../actions/alternates/offer-freed-seats.ts';
import { instantOf } from '../actions/context.ts';
import { findSeasonWithFreedSeat } from '../db/queries/alternates.ts';
import { homeZone } from '../domain/calendar.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'offer-alternates';

/** Where nobody could be asked, somebody may be free or cleared by now after this long. */
const lookAgainHours = 1;

/** Offers seats that fell free to the next eligible alternates, one season after the other. Gives how many seats it looked at. */
export async function offerAlternates(job: PostContext): Promise<number> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const due = {
      today: now.setZone(homeZone).toISODate() ?? '',
      now: instantOf(now),
      lookAgainBefore: instantOf(now.minus({ hours: lookAgainHours })),
    };
    const seasonId = await findSeasonWithFreedSeat(db, due);
    if (seasonId === undefined) return 0;
    const context = { actor: { kind: 'system', job: name } as const, now, db, keys: job.keys, siteUrl: job.siteUrl };
    return offerFreedSeats(context, seasonId, due);
  });
}
