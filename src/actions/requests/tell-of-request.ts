import { asConsequence } from '../../db/acting.ts';
import { findRequestFacts, listOfficersOf } from '../../db/queries/readers.ts';
import type { RequestState } from '../../domain/request.ts';
import { requestDecidedLetter } from '../../mail/request-decided-letter.ts';
import type { ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';

type Happened = { readonly eventId: string; readonly state: RequestState; readonly reason: string | undefined };
const told = ['approved', 'returned', 'rejected', 'cancelled'] as const;

/** Tells the county's officers what became of their request. */
export async function tellOfRequest(context: ActionContext, requestId: string, { eventId, ...happened }: Happened): Promise<void> {
  const state = told.find((one) => one === happened.state);
  if (state === undefined) return;
  await asConsequence(context.db, context.actor, async () => {
    const facts = await findRequestFacts(context.db, requestId);
    if (facts === undefined) throw new Error('a request without its county');
    await tell(context, {
      eventId,
      template: `request-${state}`,
      readers: await listOfficersOf(context.db, facts.countyCode),
      path: `/county/requests/${requestId}`,
      letter: (addressed) => requestDecidedLetter(addressed, { ...facts, state, reason: happened.reason }),
    });
  });
}
