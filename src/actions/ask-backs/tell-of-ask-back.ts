import { asConsequence } from '../../db/acting.ts';
import { findAskBack, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import { findReader, listOfficersOf } from '../../db/queries/readers.ts';
import { askBackAnsweredLetter } from '../../mail/ask-back-answered-letter.ts';
import { askBackLetter } from '../../mail/ask-back-letter.ts';
import type { ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';

type Told<News> = { readonly eventId: string; readonly news: News };

/** Tells the volunteer that a county asks them back, or does so no more. */
export async function tellVolunteer(context: ActionContext, id: string, { eventId, news }: Told<'invited' | 'withdrawn'>): Promise<void> {
  await asConsequence(context.db, context.actor, async () => {
    const facts = await factsOf(context, id);
    await tell(context, {
      eventId,
      template: `ask-back-${news}`,
      path: `/ask-backs/${id}`,
      readers: [await findReader(context.db, facts.accountId)],
      letter: (addressed) => askBackLetter(addressed, { ...facts, news }),
    });
  });
}

/** Tells the county's officers that it is a yes, a no, or a yes no more; never why. */
export async function tellCounty(
  context: ActionContext,
  id: string,
  { eventId, news }: Told<'agreed' | 'refused' | 'ended'>,
): Promise<void> {
  await asConsequence(context.db, context.actor, async () => {
    const facts = await factsOf(context, id);
    const path = `/county/requests/${facts.requestId}/ask-back`;
    const readers = await listOfficersOf(context.db, facts.countyCode);
    const letter = (addressed: Parameters<typeof askBackAnsweredLetter>[0]) => askBackAnsweredLetter(addressed, { ...facts, news });
    await tell(context, { eventId, template: `ask-back-${news}`, readers, path, letter });
  });
}

async function factsOf({ db }: ActionContext, id: string): Promise<AskBackSheet> {
  const facts = await findAskBack(db, id);
  if (facts === undefined) throw new Error('an ask-back is not there');
  return facts;
}
