import { reaches } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockStation, type Station } from '../../db/queries/stations.ts';
import { notFound, type ActionContext, type NotFound } from '../context.ts';

/** The station, held until the transaction ends, if it is the actor's to change. */
export async function heldStation({ actor, db }: ActionContext, id: string): Promise<Result<Station, NotFound>> {
  const station = await lockStation(db, id);
  if (station === undefined || !reaches(actor, 'station.change', { countyCode: station.countyCode })) return fail(notFound('station'));
  return ok(station);
}
