import { authorise, reaches, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { stationFaults, type StationInput } from '../../domain/station.ts';
import { findCounty, insertStation, type Station } from '../../db/queries/counties.ts';
import { notFound, type ActionContext, type Invalid, type NotFound } from '../context.ts';
import { record } from '../record.ts';

export type CreateStationError = Refusal | Invalid | NotFound;

/** Registers a distance teaching station of a county. */
export async function createStation(context: ActionContext, input: StationInput): Promise<Result<Station, CreateStationError>> {
  const { actor } = context;
  const may = authorise(actor, 'station.change');
  if (!may.ok) return may;
  if (!reaches(actor, 'station.change', { countyCode: input.countyCode })) return fail(notFound('county'));
  const faults = stationFaults(input);
  if (faults.length > 0) return fail({ kind: 'invalid', faults });

  return context.db.transaction(async (db) => {
    if ((await findCounty(db, input.countyCode)) === undefined) return fail(notFound('county'));
    const station = await insertStation(db, input);
    await record({ ...context, db }, { thing: 'station', thingId: station.id, event: 'station.registered' });
    return ok(station);
  });
}
