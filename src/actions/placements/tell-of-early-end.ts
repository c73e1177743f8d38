import { asConsequence } from '../../db/acting.ts';
import { findEarlyEnd } from '../../db/queries/early-ends.ts';
import { findPlacementFacts, findReader } from '../../db/queries/readers.ts';
import { earlyEndLetter } from '../../mail/early-end-letter.ts';
import type { ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { tellCounty } from './tell-of-placement.ts';

type Told = {
  readonly eventId: string;
  /** It ended just now, or it was decided whether the person may come again. */
  readonly news: 'ended' | 'decided';
  readonly reason: string;
};

/** Writes the volunteer that their placement ended before its time, and whether they may come again; the county hears the first alone. */
export async function tellOfEarlyEnd(context: ActionContext, id: string, { eventId, news, reason }: Told): Promise<void> {
  const { db, actor } = context;
  await asConsequence(db, actor, async () => {
    const facts = await findPlacementFacts(db, id);
    const ended = await findEarlyEnd(db, id);
    if (facts === undefined || ended === undefined) throw new Error('an early end without its placement');
    const { accountId, mayReturn, returnReason } = ended;
    await tell(context, {
      eventId,
      template: news === 'ended' ? 'placement-ended' : 'return-decided',
      readers: [await findReader(db, accountId)],
      path: `/placements/${id}`,
      letter: (addressed) => earlyEndLetter(addressed, { ...facts, news, reason, mayReturn, returnReason }),
    });
    if (news === 'ended') await tellCounty(context, eventId, facts, 'ended');
  });
}
