import { authorise } from '../../domain/actor.ts';
import type { DecideReturnInput } from '../../domain/early-end.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findEarlyEnd, saveReturn, type EarlyEnd } from '../../db/queries/early-ends.ts';
import { lockPlacement } from '../../db/queries/placements.ts';
import { accountIdOf, instantOf, notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { tellOfEarlyEnd } from './tell-of-early-end.ts';

/** A coordinator decides whether somebody whose placement ended early may come again, or decides it anew; the person is told why. */
export async function decideReturn(
  context: ActionContext,
  id: string,
  { mayReturn, reason }: DecideReturnInput,
): Promise<Result<EarlyEnd, CommonFailure>> {
  const may = authorise(context.actor, 'placement.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const placement = await lockPlacement(db, id);
    if (placement === undefined) return fail(notFound('placement'));
    if (placement.state !== 'ended_early') return fail(notEditable(placementLifecycle, placement.state));

    const decided = { decidedBy: accountIdOf(context.actor), decidedAt: instantOf(context.now) };
    await saveReturn(db, id, { mayReturn, returnReason: reason, ...decided });
    const about = { thing: 'placement', thingId: id, event: 'placement.return-decided', subjectId: placement.accountId };
    const eventId = await record(inside, { ...about, reason, details: { mayReturn } });
    await tellOfEarlyEnd(inside, id, { eventId, news: 'decided', reason });
    const ended = await findEarlyEnd(db, id);
    return ended === undefined ? fail(notFound('placement')) : ok(ended);
  });
}
