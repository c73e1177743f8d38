import { authorise } from '../../domain/actor.ts';
import type { Decision } from '../../domain/decision.ts';
import { move } from '../../domain/lifecycle.ts';
import { requestLifecycle } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findRequest, lockRequest, saveRequestState, type TeachingRequest } from '../../db/queries/requests.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { withdrawAskBacksOf } from '../ask-backs/withdraw-ask-back.ts';
import { record } from '../record.ts';
import { stationFaultsOf } from './check-station.ts';
import { tellOfRequest } from './tell-of-request.ts';

export type DecideRequestError = CommonFailure;

/** A coordinator's word on a submitted request. One at a distance is approved while its station has a room. Returning and rejecting need a reason, which the county reads. */
export async function decideRequest(
  context: ActionContext,
  id: string,
  decision: Decision,
): Promise<Result<TeachingRequest, DecideRequestError>> {
  const may = authorise(context.actor, 'request.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const request = await lockRequest(db, id);
    if (request === undefined) return fail(notFound('request'));
    const moved = move(requestLifecycle, request.state, decision.move);
    if (!moved.ok) return moved;
    const faults = decision.move === 'approve' ? await stationFaultsOf(db, request) : [];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const reason = decision.move === 'approve' ? undefined : decision.reason;
    await saveRequestState(db, id, { state: moved.value, decisionReason: reason ?? null });
    const inside = { ...context, db };
    const eventId = await record(inside, {
      thing: 'request',
      thingId: id,
      event: `request.${moved.value}`,
      from: request.state,
      to: moved.value,
      reason,
    });
    if (moved.value === 'rejected') await withdrawAskBacksOf(inside, request);
    await tellOfRequest(inside, id, { eventId, state: moved.value, reason });
    const decided = await findRequest(db, id);
    return decided === undefined ? fail(notFound('request')) : ok(decided);
  });
}
