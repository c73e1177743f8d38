import { authorise, reaches } from '../../domain/actor.ts';
import { requestLifecycle } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findRequest, lockRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { saveRequestStation } from '../../db/queries/station-requests.ts';
import { notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { stationFaultsOf } from './check-station.ts';

/** `station-full` is what the database says where another took the last room in the same moment. */
export type MoveRequestError = CommonFailure | { readonly kind: 'station-full' };

/** An approved request goes on from another station of its county: its own has closed, or has fewer rooms than it had. */
export async function moveRequest(
  context: ActionContext,
  id: string,
  stationId: string,
): Promise<Result<TeachingRequest, MoveRequestError>> {
  const { actor } = context;
  const may = authorise(actor, 'request.move');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const request = await lockRequest(db, id);
    if (request === undefined || !reaches(actor, 'request.move', request)) return fail(notFound('request'));
    if (request.state !== 'approved') return fail(notEditable(requestLifecycle, request.state));
    const faults = await stationFaultsOf(db, { ...request, stationId });
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    await saveRequestStation(db, id, stationId);
    const details = { from: request.stationId, to: stationId };
    await record({ ...context, db }, { thing: 'request', thingId: id, event: 'request.station-moved', details });
    const moved = await findRequest(db, id);
    return moved === undefined ? fail(notFound('request')) : ok(moved);
  });
}
