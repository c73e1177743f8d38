import { authorise, reaches, type Refusal } from '../../domain/actor.ts';
import type { RequestInput } from '../../domain/request.ts';
import type { SeasonForbids } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findCounty } from '../../db/queries/counties.ts';
import { findRequest, insertRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { accountIdOf, notFound, type ActionContext, type Invalid, type NotFound } from '../context.ts';
import { record } from '../record.ts';
import { checkRequestFields } from './check-request-fields.ts';

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
    if (!reaches(actor, 'request.write', { countyCode })) return fail(notFound('county'));
    const county = await findCounty(db, countyCode);
    if (county === undefined) return fail(notFound('county'));
    if (county.tier === null) return fail({ kind: 'not-a-partner', countyCode });
    const season = await findSeason(db, seasonId);
    if (season === undefined) return fail(notFound('season'));
    if (season.state !== 'open' && season.state !== 'planned') {
      return fail({ kind: 'season-forbids', state: season.state, needs: 'open' });
    }
    const checked = await checkRequestFields(db, season, countyCode, fields);
    if (!checked.ok) return checked;

    const id = await insertRequest(db, { seasonId, countyCode, recordedBy: accountIdOf(actor) }, fields);
    await record({ ...context, db }, { thing: 'request', thingId: id, event: 'request.begun', to: 'draft' });
    const request = await findRequest(db, id);
    return request === undefined ? fail(notFound('request')) : ok(request);
  });
}
