import { asConsequence } from '../../db/acting.ts';
import { findPlacementFacts, findReader, listOfficersOf } from '../../db/queries/readers.ts';
import type { SwapSheet } from '../../db/queries/swaps.ts';
import { guestSwappedLetter } from '../../mail/guest-swapped-letter.ts';
import type { Letter } from '../../mail/letter.ts';
import { swapLetter, type SwapNews } from '../../mail/swap-letter.ts';
import type { ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';

type Told = {
  readonly eventId: string;
  readonly news: SwapNews;
  readonly to: 'first' | 'second';
  readonly reason?: string;
  /** Where it is read on the site, where that is not the swap. */
  readonly path?: string;
  /** What takes the days that are exchanged out of the reader's calendar. */
  readonly icalEvent?: Letter['icalEvent'];
};

/** Tells one of the two how their swap goes on, from a sheet with both sides in full; nobody where that side is empty yet. */
export async function tellSide(context: ActionContext, { sides }: SwapSheet, told: Told): Promise<void> {
  const { eventId, news, to, reason, path, icalEvent } = told;
  const [own, other] = to === 'first' ? sides : sides.toReversed();
  const accountId = to === 'second' && sides.length < 2 ? null : own?.accountId;
  if (own === undefined || accountId === undefined || accountId === null) return;
  await asConsequence(context.db, context.actor, async () =>
    tell(context, {
      eventId,
      template: `swap-${news}`,
      readers: [await findReader(context.db, accountId)],
      path: path ?? `/placements/${own.placementId}/swap`,
      letter: (addressed) => ({
        ...swapLetter(addressed, { news, own, other, reason }),
        ...(icalEvent === undefined ? {} : { icalEvent }),
      }),
    }),
  );
}

/** Tells a county's officers who comes instead of whom, from the placement that was made. */
export async function tellHosts(context: ActionContext, placementId: string, told: { eventId: string; insteadOf: string }): Promise<void> {
  const { eventId, insteadOf } = told;
  await asConsequence(context.db, context.actor, async () => {
    const facts = await findPlacementFacts(context.db, placementId);
    if (facts === undefined) throw new Error('a placement without its request');
    await tell(context, {
      eventId,
      template: 'guest-swapped',
      readers: await listOfficersOf(context.db, facts.countyCode),
      path: `/county/placements/${placementId}`,
      letter: (addressed) => guestSwappedLetter(addressed, { ...facts, insteadOf }),
    });
  });
}
