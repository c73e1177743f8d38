import { authorise, reaches } from '../../domain/actor.ts';
import { editableRequestStates, requestLifecycle, type RequestFields, type RequestPatch } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findRequest, lockRequest, saveRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { accountIdOf, notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { checkRequestFields } from './check-request-fields.ts';

export type ChangeRequestError = CommonFailure;

/** Changes the fields that are given, while the request is still the county's to write. */
export async function changeRequest(
  { actor, db: outer }: ActionContext,
  id: string,
  fields: RequestPatch,
  version: number,
): Promise<Result<TeachingRequest, ChangeRequestError>> {
  const may = authorise(actor, 'request.write');
  if (!may.ok) return may;

  return outer.transaction(async (db) => {
    const request = await lockRequest(db, id);
    if (request === undefined || !reaches(actor, 'request.write', request)) return fail(notFound('request'));
    if (request.version !== version) return fail({ kind: 'stale', version: request.version });
    if (!editableRequestStates.includes(request.state)) {
      return fail(notEditable(requestLifecycle, request.state));
    }
    const season = await findSeason(db, request.seasonId);
    if (season === undefined) throw new Error('a request without its season');
    const checked = await checkRequestFields(db, season, request.countyCode, { ...wholeOf(request), ...given(fields) });
    if (!checked.ok) return checked;

    await saveRequest(db, request, fields, accountIdOf(actor));
    const changed = await findRequest(db, id);
    return changed === undefined ? fail(notFound('request')) : ok(changed);
  });
}

/** The request as its own input would state it. */
export function wholeOf(request: TeachingRequest): RequestFields {
  const { stationId, kind, delivery, place, startDay, endDay, weeklyHours, squadMaximum, asksForReturners, belowMinimum } = request;
  return {
    stationId,
    kind,
    delivery,
    place,
    startDay,
    endDay,
    weeklyHours,
    squadMaximum,
    asksForReturners,
    belowMinimum,
    hostConditions: request.hostConditions,
    lines: request.lines.map((line) => ({
      subject: line.subjectCode,
      level: line.level,
      role: line.role,
      minimum: line.minimum,
      ideal: line.ideal,
      maximum: line.maximum,
      kinds: line.kinds,
      languages: line.languages,
      minimumAge: line.minimumAge,
      teachingPermit: line.teachingPermit,
    })),
  };
}

function given(fields: RequestPatch): Partial<RequestFields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
