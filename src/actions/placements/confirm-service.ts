import { placementLifecycle } from '../../domain/placement.ts';
import type { z } from 'zod';

import { authorise } from '../../domain/actor.ts';
import { servesWithin, type confirmationInputSchema } from '../../domain/completion.ts';
import { servedDays } from '../../domain/own-days.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { saveConfirmation } from '../../db/queries/lessons.ts';
import { findPlacement, lockPlacement, type Placement, type PlacementInFull } from '../../db/queries/placements.ts';
import { findPlacementFacts, findReader } from '../../db/queries/readers.ts';
import { countersignedLetter } from '../../mail/countersigned-letter.ts';
import { accountIdOf, instantOf, notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { record } from '../record.ts';
import { seesPlacement } from './step-placement.ts';

/** The county countersigns what it saw of a started placement. */
export async function confirmService(
  context: ActionContext,
  id: string,
  input: z.infer<typeof confirmationInputSchema>,
): Promise<Result<PlacementInFull, CommonFailure>> {
  const { actor, now } = context;
  const may = authorise(actor, 'placement.host');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const placement = await lockPlacement(db, id);
    if (placement === undefined || !seesPlacement(actor, placement, 'placement.host')) return fail(notFound('placement'));
    if (placement.state !== 'started') return fail(notEditable(placementLifecycle, placement.state));
    if (!servesWithin(input.daysServed, servedDays(placement)))
      return fail({ kind: 'invalid', faults: [{ pointer: '/daysServed', code: 'more-than-term' }] });

    await saveConfirmation(db, { placementId: id, ...input, confirmedBy: accountIdOf(actor), confirmedAt: instantOf(now) });
    const details = { daysServed: input.daysServed, signedBy: input.signedBy };
    const inside = { ...context, db };
    const eventId = await record(inside, {
      thing: 'placement',
      thingId: id,
      event: 'placement.confirmed',
      subjectId: placement.accountId,
      details,
    });
    await asConsequence(db, actor, async () => tellVolunteer(inside, eventId, placement, details));
    const confirmed = await findPlacement(db, id);
    return confirmed === undefined ? fail(notFound('placement')) : ok(confirmed);
  });
}

async function tellVolunteer(
  context: ActionContext,
  eventId: string,
  { id, accountId }: Placement,
  signed: { readonly daysServed: number; readonly signedBy: string },
): Promise<void> {
  const facts = await findPlacementFacts(context.db, id);
  if (facts === undefined) throw new Error('a placement without its request');
  await tell(context, {
    eventId,
    template: 'countersigned',
    readers: [await findReader(context.db, accountId)],
    path: `/placements/${id}`,
    letter: (addressed) => countersignedLetter(addressed, { ...facts, ...signed }),
  });
}
