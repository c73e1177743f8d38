import type { PlacementState } from '../../domain/placement.ts';
import { findPlacementFacts, findReader, listOfficersOf, type PlacementFacts } from '../../db/queries/readers.ts';
import type { Placement } from '../../db/queries/placements.ts';
import { guestLetter } from '../../mail/guest-letter.ts';
import { placementCancelledLetter } from '../../mail/placement-cancelled-letter.ts';
import type { ActionContext } from '../context.ts';
import { findCancelNote } from './send-dates.ts';
import { tell } from '../outbox/tell.ts';

type Happened = {
  readonly eventId: string;
  readonly to: PlacementState;
  readonly reason: string | undefined;
  /** Its request ended as a whole, of which the county hears once. */
  readonly isOfRequest?: boolean;
};

const toldToCounty = ['accepted', 'declined', 'withdrawn', 'cancelled'] as const;
type ToldToCounty = (typeof toldToCounty)[number];

/** Tells whoever waits for it how a placement that its volunteer had heard of goes on. Acts as a consequence: it reads whom the actor may not see. */
export async function tellOfPlacement(context: ActionContext, placement: Placement, happened: Happened): Promise<void> {
  const { eventId, to, reason, isOfRequest = false } = happened;
  const told = toldToCounty.find((state) => state === to);
  if (told === undefined) return;
  const facts = await findPlacementFacts(context.db, placement.id);
  if (facts === undefined) throw new Error('a placement without its request');
  if (told === 'cancelled') {
    const icalEvent = await findCancelNote(context, placement);
    await tell(context, {
      eventId,
      template: 'placement-cancelled',
      readers: [await findReader(context.db, placement.accountId)],
      path: `/placements/${placement.id}`,
      letter: (addressed) => ({
        ...placementCancelledLetter(addressed, { ...facts, reason }),
        ...(icalEvent === undefined ? {} : { icalEvent }),
      }),
    });
  }
  if (!isOfRequest) await tellCounty(context, eventId, facts, told);
}

/** Tells the county's officers what its guest did, or what was done. */
export async function tellCounty(
  context: ActionContext,
  eventId: string,
  facts: PlacementFacts,
  happened: ToldToCounty | 'reported' | 'days' | 'ended',
): Promise<void> {
  await tell(context, {
    eventId,
    template: `guest-${happened}`,
    readers: await listOfficersOf(context.db, facts.countyCode),
    path: `/county/placements/${facts.id}`,
    letter: (addressed) => guestLetter(addressed, { ...facts, happened }),
  });
}
