import { asConsequence } from '../../db/acting.ts';
import { findDispute, type DisputeSheet } from '../../db/queries/disputes.ts';
import { findReader, listOfficersOf } from '../../db/queries/readers.ts';
import { disputeLetter } from '../../mail/dispute-letter.ts';
import type { ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';

type Told<News> = { readonly eventId: string; readonly news: News };

/** Tells the volunteer what the county disputes, that it let it drop, or what was decided. */
export async function tellVolunteerOfDispute(
  context: ActionContext,
  id: string,
  { eventId, news }: Told<'opened' | 'dropped' | 'settled'>,
): Promise<void> {
  await asConsequence(context.db, context.actor, async () => {
    const facts = await factsOf(context, id);
    await tell(context, {
      eventId,
      template: `dispute-${news}`,
      path: `/disputes/${id}`,
      readers: [await findReader(context.db, facts.accountId)],
      letter: (addressed) => disputeLetter(addressed, { ...facts, news, isForCounty: false }),
    });
  });
}

/** Tells the county's officers what the volunteer answered, or what was decided. */
export async function tellCountyOfDispute(
  context: ActionContext,
  id: string,
  { eventId, news }: Told<'answered' | 'settled'>,
): Promise<void> {
  await asConsequence(context.db, context.actor, async () => {
    const facts = await factsOf(context, id);
    await tell(context, {
      eventId,
      template: news === 'settled' ? 'dispute-settled-host' : 'dispute-answered',
      path: `/disputes/${id}`,
      readers: await listOfficersOf(context.db, facts.countyCode),
      letter: (addressed) => disputeLetter(addressed, { ...facts, news, isForCounty: true }),
    });
  });
}

async function factsOf({ db }: ActionContext, id: string): Promise<DisputeSheet> {
  const facts = await findDispute(db, id);
  if (facts === undefined) throw new Error('a dispute is not there');
  return facts;
}
