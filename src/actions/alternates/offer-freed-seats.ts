import { alternateReplyBy, startsAt } from '../../domain/reply.ts';
import { listFreedSeatsDue, saveLooked, type DueWhen, type FreedSeat } from '../../db/queries/alternates.ts';
import { lockSeason, type Season } from '../../db/queries/seasons.ts';
import { afterOffer, freeSeats, rankAlternates, type Present } from '../../matching/alternates.ts';
import { instantOf, type ActionContext } from '../context.ts';
import { offerSeat } from './offer-seat.ts';
import { presentOf } from './present.ts';

/**
 * Offers each seat of the season that is due to the next eligible alternate. Whoever holds the season decides, so that a job that
 * runs twice, or late, has the effect of one that ran once. Gives how many seats were looked at.
 */
export async function offerFreedSeats(context: ActionContext, seasonId: string, when: DueWhen): Promise<number> {
  const season = await lockSeason(context.db, seasonId);
  if (season === undefined) return 0;
  const seats = await listFreedSeatsDue(context.db, seasonId, when);
  if (seats.length === 0) return 0;
  let present = await presentOf(context.db, seasonId);
  for (const seat of seats) present = await offerNext(context, season, present, seat);
  return seats.length;
}

/** Gives the present after it: with the seat taken, or as it was where nobody could be asked. */
async function offerNext(context: ActionContext, season: Season, present: Present, seat: FreedSeat): Promise<Present> {
  const line = present.snapshot.lines.find(({ id }) => id === seat.lineId);
  const replyBy = alternateReplyBy(context.now, startsAt(seat, season), season.replyHours);
  const [next] = freeSeats(present.snapshot, seat.lineId) > 0 ? rankAlternates(present, seat.lineId) : [];
  if (line === undefined || next === undefined || replyBy === undefined) {
    await saveLooked(context.db, seat.lineId, instantOf(context.now));
    return present;
  }
  await offerSeat(context, { seat, requestId: line.requestId, alternate: next, replyBy });
  return afterOffer(present, next.applicationId, seat.lineId);
}
