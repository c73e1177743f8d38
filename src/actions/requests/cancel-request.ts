import { asConsequence } from '../../db/acting.ts';
import { authorise, reaches } from '../../domain/actor.ts';
import { move, movesFrom } from '../../domain/lifecycle.ts';
import { requestLifecycle } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { listPlacementsOfRequest } from '../../db/queries/placements.ts';
import { findRequest, lockRequest, saveRequestState, type TeachingRequest } from '../../db/queries/requests.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { alreadyTeaching, endPlacement, type AlreadyTeaching } from '../placements/end-placement.ts';
import { withdrawAskBacksOf } from '../ask-backs/withdraw-ask-back.ts';
import { record } from '../record.ts';
import { tellOfRequest } from './tell-of-request.ts';

export type CancelRequestError = CommonFailure | AlreadyTeaching;

/** Cancels a live request, and its placements and invitations with it; each person's record says why. */
export async function cancelRequest(
  context: ActionContext,
  id: string,
  reason: string,
): Promise<Result<TeachingRequest, CancelRequestError>> {
  const { actor } = context;
  const may = authorise(actor, 'request.cancel');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const request = await lockRequest(db, id);
    if (request === undefined || !reaches(actor, 'request.cancel', request)) return fail(notFound('request'));
    const moved = move(requestLifecycle, request.state, 'cancel');
    if (!moved.ok) return moved;
    const placements = await asConsequence(db, actor, async () => listPlacementsOfRequest(db, id));
    const allowed = movesFrom(requestLifecycle, request.state).filter((name) => name !== 'cancel');
    const taught = alreadyTeaching({ state: request.state, allowed }, placements);
    if (taught !== undefined) return fail(taught);

    await asConsequence(db, actor, async () => {
      for (const placement of placements) await endPlacement(inside, placement, 'cancel', reason);
    });
    await saveRequestState(db, id, { state: moved.value, decisionReason: reason });
    const about = { thing: 'request', thingId: id, event: 'request.cancelled', from: request.state, to: moved.value, reason };
    const eventId = await record(inside, about);
    await withdrawAskBacksOf(inside, request);
    await tellOfRequest(inside, id, { eventId, state: moved.value, reason });
    const cancelled = await findRequest(db, id);
    return cancelled === undefined ? fail(notFound('request')) : ok(cancelled);
  });
}
