import { seasonForbids } from '../../domain/season.ts';
import { authorise, forbidden, reaches, type Refusal } from '../../domain/actor.ts';
import type { RequestInput } from '../../domain/request.ts';
import type { SeasonForbids } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findCounty } from '../../db/queries/counties.ts';
import { findRequest, insertRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { accountIdOf, notFound, unknownAt, type ActionContext, type Invalid, type NotFound } from '../context.ts';
import { record } from '../record.ts';
import { requestFieldFaults } from './check-request-fields.ts';

export type BeginRequestError =
  | Refusal
  | Invalid
  | NotFound
  | SeasonForbids
  | { readonly kind: 'not-a-partner'; readonly countyCode: string };

/** Begins a draft request of one of the officer's counties. */
export async function beginRequest(context: ActionContext, input: RequestInput): Promise<Result<TeachingRequest, BeginRequestError>> {
  const { actor } = context;
  const may = authorise(actor, 'request.write');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const { seasonId, countyCode, ...fields } = input;
    const county = await findCounty(db, countyCode);
    const season = await findSeason(db, seasonId);
    const faults = [
      ...(county === undefined ? [unknownAt('/countyCode')] : []),
      ...(season === undefined ? [unknownAt('/seasonId')] : []),
      ...(await requestFieldFaults(db, season, countyCode, fields)),
    ];
    if (county !== undefined && !reaches(actor, 'request.write', { countyCode })) return fail(forbidden('request.write'));
    if (county === undefined || season === undefined || faults.length > 0) return fail({ kind: 'invalid', faults });
    if (county.tier === null) return fail({ kind: 'not-a-partner', countyCode });
    if (season.state !== 'open' && season.state !== 'planned') {
      return fail(seasonForbids(season, 'open'));
    }

    const id = await insertRequest(db, { seasonId, countyCode, recordedBy: accountIdOf(actor) }, fields);
    await record({ ...context, db }, { thing: 'request', thingId: id, event: 'request.begun', to: 'draft' });
    const request = await findRequest(db, id);
    return request === undefined ? fail(notFound('request')) : ok(request);
  });
}
