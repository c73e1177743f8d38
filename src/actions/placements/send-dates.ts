import { asConsequence } from '../../db/acting.ts';
import { findAccount, findVolunteer } from '../../db/queries/accounts.ts';
import { findPlacementDates } from '../../db/queries/calendars.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import type { Placement } from '../../db/queries/placements.ts';
import { homeZone } from '../../domain/calendar.ts';
import type { PlacementState } from '../../domain/placement.ts';
import { datesLetter } from '../../mail/dates-letter.ts';
import type { ActionContext } from '../context.ts';

/** What a move says to the volunteer's calendar: the days are there, or no more; most moves say nothing. */
function methodOf(from: PlacementState, to: PlacementState): 'REQUEST' | 'CANCEL' | undefined {
  if (to === 'accepted') return 'REQUEST';
  return from === 'accepted' && (to === 'withdrawn' || to === 'cancelled') ? 'CANCEL' : undefined;
}

/**
 * Writes the volunteer the days of a placement that they accepted, as an invitation that their calendar takes in, and takes it out again where
 * the placement falls through. In the transaction of the move, after its event.
 */
export async function sendDates(
  { actor, db, keys, siteUrl }: ActionContext,
  placement: Pick<Placement, 'id' | 'accountId' | 'state'>,
  to: PlacementState,
  eventId: string,
): Promise<void> {
  const method = methodOf(placement.state, to);
  if (method === undefined) return;
  const { id, accountId } = placement;
  await asConsequence(db, actor, async () => {
    const dates = await findPlacementDates(db, id);
    const account = await findAccount(db, accountId);
    if (dates === undefined || account === undefined || account.frozenAt !== null || account.erasedAt !== null) return;
    const zone = (await findVolunteer(db, accountId))?.timeZone ?? homeZone;
    const { email, name, locale } = account;
    const letter = datesLetter({ to: email, name, method, dates, reader: { locale, zone, siteUrl } });
    await insertMessage(db, keys, { eventId, accountId, template: 'placement-dates', letter });
  });
}
