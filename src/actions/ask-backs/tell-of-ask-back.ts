import { asConsequence } from '../../db/acting.ts';
import { findAskBack } from '../../db/queries/ask-backs.ts';
import { findReader, listOfficersOf } from '../../db/queries/readers.ts';
import { askBackAnsweredLetter } from '../../mail/ask-back-answered-letter.ts';
import { askBackLetter } from '../../mail/ask-back-letter.ts';
import type { ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';

type Told = { readonly eventId: string };

/** Tells the volunteer that a county asks them back, or does so no more. */
export async function tellVolunteer(
  context: ActionContext,
  id: string,
  { eventId, news }: Told & { readonly news: 'invited' | 'withdrawn' },
) {
  await asConsequence(context.db, context.actor, async () => {
    const facts = await findAskBack(context.db, id);
    if (facts === undefined) throw new Error('an ask-back is not there');
    await tell(context, {
      eventId,
      template: `ask-back-${news}`,
      readers: [await findReader(context.db, facts.accountId)],
      path: `/ask-backs/${id}`,
      letter: (addressed) => askBackLetter(addressed, { ...facts, news }),
    });
  });
}

/** Tells the county's officers that it is a yes, a no, or a yes no more; never why. */
export async function tellCounty(
  context: ActionContext,
  id: string,
  { eventId, news }: Told & { readonly news: 'agreed' | 'refused' | 'ended' },
) {
  await asConsequence(context.db, context.actor, async () => {
    const facts = await findAskBack(context.db, id);
    if (facts === undefined) throw new Error('an ask-back is not there');
    await tell(context, {
      eventId,
      template: `ask-back-${news}`,
      readers: await listOfficersOf(context.db, facts.countyCode),
      path: `/county/requests/${facts.requestId}/ask-back`,
      letter: (addressed) => askBackAnsweredLetter(addressed, { ...facts, news }),
    });
  });
}
