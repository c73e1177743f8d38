import { authorise, forbidden, reaches, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { layOut, roomFaults, stationFaults, type StationInput } from '../../domain/station.ts';
import { findCounty } from '../../db/queries/counties.ts';
import { findStation, insertStation, saveRooms, type Station } from '../../db/queries/stations.ts';
import { unknownAt, type ActionContext, type Invalid } from '../context.ts';
import { record } from '../record.ts';

export type CreateStationError = Refusal | Invalid;

/** Registers a distance teaching station of a county; its rooms are numbered, and get their names when it is changed. */
export async function createStation(context: ActionContext, input: StationInput): Promise<Result<Station, CreateStationError>> {
  const { actor } = context;
  const may = authorise(actor, 'station.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const isKnown = (await findCounty(db, input.countyCode)) !== undefined;
    if (isKnown && !reaches(actor, 'station.change', { countyCode: input.countyCode })) return fail(forbidden('station.change'));
    const faults = [...(isKnown ? [] : [unknownAt('/countyCode')]), ...stationFaults(input), ...roomFaults(input, [])];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const id = await insertStation(db, input);
    await saveRooms(db, id, layOut([], input));
    await record({ ...context, db }, { thing: 'station', thingId: id, event: 'station.registered' });
    const station = await findStation(db, id);
    if (station === undefined) throw new Error('a station was not written');
    return ok(station);
  });
}
