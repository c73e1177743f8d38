import { authorise, reaches } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { requestGaps, requestLifecycle } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { acceptsOn, type WindowClosed } from '../../domain/season.ts';
import { findRequest, lockRequest, saveRequestState, type TeachingRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { instantOf, notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { wholeOf } from './change-request.ts';
import { checkRequestFields } from './check-request-fields.ts';
import { stationFaultsOf } from './check-station.ts';

export type SubmitRequestError = CommonFailure | WindowClosed;

/** Hands the request in: it must be whole, signed conditions included, and the season's request window open. */
export async function submitRequest(context: ActionContext, id: string): Promise<Result<TeachingRequest, SubmitRequestError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'request.write');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const request = await lockRequest(db, id);
    if (request === undefined || !reaches(actor, 'request.write', request)) return fail(notFound('request'));
    const moved = move(requestLifecycle, request.state, 'submit');
    if (!moved.ok) return moved;
    const season = await findSeason(db, request.seasonId);
    if (season === undefined) throw new Error('a request without its season');
    const accepted = acceptsOn(season, 'requests', todayIn(season, now), request.state === 'returned');
    if (!accepted.ok) return accepted;
    const checked = await checkRequestFields(db, season, request.countyCode, wholeOf(request));
    const wrong = checked.ok ? [] : checked.error.faults;
    const ofStation = wrong.some(({ pointer }) => pointer === '/stationId') ? [] : await stationFaultsOf(db, request);
    const faults = [...requestGaps(request), ...wrong, ...ofStation];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    await saveRequestState(db, id, { state: moved.value, submittedAt: instantOf(now), decisionReason: null });
    await record({ ...context, db }, { thing: 'request', thingId: id, event: 'request.submitted', from: request.state, to: moved.value });
    const submitted = await findRequest(db, id);
    return submitted === undefined ? fail(notFound('request')) : ok(submitted);
  });
}
