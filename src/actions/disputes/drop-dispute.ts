import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findDispute, saveDispute, type DisputeSheet } from '../../db/queries/disputes.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { movableDispute } from './movable-dispute.ts';
import { tellVolunteerOfDispute } from './tell-of-dispute.ts';

/** The county lets its dispute drop: the record stands as it is now. */
export async function dropDispute(context: ActionContext, id: string): Promise<Result<DisputeSheet, CommonFailure>> {
  const may = authorise(context.actor, 'dispute.open');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const movable = await movableDispute(inside, id, { move: 'drop', permission: 'dispute.open' });
    if (!movable.ok) return movable;
    const { dispute, to } = movable.value;

    await saveDispute(db, id, { state: to, closingReason: context.reason ?? '', closedAt: instantOf(context.now) });
    const about = { thing: 'dispute', thingId: id, event: 'dispute.dropped', subjectId: dispute.accountId };
    const eventId = await record(inside, { ...about, from: dispute.state, to });
    await tellVolunteerOfDispute(inside, id, { eventId, news: 'dropped' });
    const dropped = await findDispute(db, id);
    return dropped === undefined ? fail(notFound('dispute')) : ok(dropped);
  });
}
