import { homeZone } from '../../domain/calendar.ts';
import { alternateReplyBy, startsAt } from '../../domain/reply.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { listFreedSeatsOfLine } from '../../db/queries/alternates.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import { freeSeats, rankAlternates } from '../../matching/alternates.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { decideOnLine } from './decide-on-line.ts';
import { offerSeat } from './offer-seat.ts';
import { presentOf } from './present.ts';

export type OfferAlternateError = CommonFailure | { readonly kind: 'no-free-seat' } | { readonly kind: 'not-an-alternate' };

/**
 * A coordinator offers a seat that fell free to one of the line's alternates: the next, or another where there is a reason to. A late
 * drop-out's seat goes first.
 */
export async function offerAlternate(
  context: ActionContext,
  lineId: string,
  applicationId: string,
): Promise<Result<PlacementInFull, OfferAlternateError>> {
  return decideOnLine<PlacementInFull, OfferAlternateError>(context, lineId, async (inside, { requestId }, season) => {
    const today = inside.now.setZone(homeZone).toISODate() ?? '';
    const [seat] = await listFreedSeatsOfLine(inside.db, lineId, today);
    const replyBy = seat === undefined ? undefined : alternateReplyBy(inside.now, startsAt(seat, season), season.replyHours);
    const present = await presentOf(inside.db, season.id);
    if (seat === undefined || replyBy === undefined || freeSeats(present.snapshot, lineId) === 0) return fail({ kind: 'no-free-seat' });
    const alternate = rankAlternates(present, lineId).find((own) => own.applicationId === applicationId);
    if (alternate === undefined) return fail({ kind: 'not-an-alternate' });
    return ok(await offerSeat(inside, { seat, requestId, alternate, replyBy }));
  });
}
