import { asConsequence } from '../../db/acting.ts';
import { findAccount, findVolunteer } from '../../db/queries/accounts.ts';
import { findPlacementDates } from '../../db/queries/calendars.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import type { Placement } from '../../db/queries/placements.ts';
import { homeZone } from '../../domain/calendar.ts';
import type { PlacementState } from '../../domain/placement.ts';
import { datesLetter, datesNote, type DatesTold } from '../../mail/dates-letter.ts';
import type { Letter } from '../../mail/letter.ts';
import type { ActionContext } from '../context.ts';

type Moved = Pick<Placement, 'id' | 'accountId' | 'state'>;

/** What a move says to the volunteer's calendar; most say nothing, and what is cancelled is said in the letter that says why. */
function methodOf(from: PlacementState, to: PlacementState): DatesTold['method'] | undefined {
  if (to === 'accepted') return 'REQUEST';
  return from === 'accepted' && to === 'withdrawn' ? 'CANCEL' : undefined;
}

/**
 * Writes the volunteer the days of a placement that they accepted, as an invitation that their calendar takes in, and takes it out again where
 * they step back. In the transaction of the move, after its event.
 */
export async function sendDates(context: ActionContext, placement: Moved, to: PlacementState, eventId: string): Promise<void> {
  const { actor, db, keys } = context;
  const method = methodOf(placement.state, to);
  if (method === undefined) return;
  await asConsequence(db, actor, async () => {
    const told = await findDatesTold(context, placement, method);
    if (told === undefined) return;
    await insertMessage(db, keys, { eventId, accountId: placement.accountId, template: 'placement-dates', letter: datesLetter(told) });
  });
}

/** Writes the volunteer that their own days are other than before, with an invitation that puts their calendar right. */
export async function sendChangedDates(
  context: ActionContext,
  placement: Moved,
  { eventId, reason }: { readonly eventId: string; readonly reason: string },
): Promise<void> {
  const { actor, db, keys } = context;
  await asConsequence(db, actor, async () => {
    const told = await findDatesTold(context, placement, 'REQUEST');
    if (told === undefined) return;
    const letter = datesLetter({ ...told, changedBecause: reason });
    await insertMessage(db, keys, { eventId, accountId: placement.accountId, template: 'placement-dates', letter });
  });
}

/** The note that takes a cancelled placement's days out of its volunteer's calendar; undefined where they never stood in it. Acts as a consequence. */
export async function findCancelNote(context: ActionContext, placement: Moved): Promise<Letter['icalEvent']> {
  const told = placement.state === 'accepted' ? await findDatesTold(context, placement, 'CANCEL') : undefined;
  return told === undefined ? undefined : datesNote(told);
}

async function findDatesTold(
  { db, siteUrl }: ActionContext,
  { id, accountId }: Moved,
  method: DatesTold['method'],
): Promise<DatesTold | undefined> {
  const dates = await findPlacementDates(db, id);
  const account = await findAccount(db, accountId);
  if (dates === undefined || account === undefined || account.frozenAt !== null || account.erasedAt !== null) return undefined;
  const zone = (await findVolunteer(db, accountId))?.timeZone ?? homeZone;
  const { email, name, locale } = account;
  return { to: email, name, method, dates, reader: { locale, zone, siteUrl } };
}
