import { authorise, reaches } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { liaisonFaults, type Liaison } from '../../domain/station.ts';
import { confirmLiaison, findLiaison, saveLiaison, type StationLiaison } from '../../db/queries/liaisons.ts';
import { findStation } from '../../db/queries/stations.ts';
import { accountIdOf, notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { heldStation } from './held-station.ts';

export type NameLiaisonError = CommonFailure;

/** Says whom the programme calls about a station; whoever is named is confirmed with it. The event says nothing of them. */
export async function nameLiaison(
  context: ActionContext,
  stationId: string,
  liaison: Liaison,
): Promise<Result<StationLiaison, NameLiaisonError>> {
  const { actor, now, keys } = context;
  const may = authorise(actor, 'station.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await heldStation(inside, stationId);
    if (!held.ok) return held;
    const faults = liaisonFaults(liaison);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const day = todayIn({ timeZone: homeZone }, now);
    await saveLiaison(db, keys, { stationId, countyCode: held.value.countyCode, liaison, day, by: accountIdOf(actor) });
    await record(inside, { thing: 'station', thingId: stationId, event: 'station.liaison-named' });
    return ok({ ...liaison, confirmedDay: day });
  });
}

/** The county's yearly word that the liaison is still the one to call. */
export async function confirmStationLiaison(context: ActionContext, stationId: string): Promise<Result<StationLiaison, NameLiaisonError>> {
  const { actor, now, keys } = context;
  const may = authorise(actor, 'station.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await heldStation(inside, stationId);
    if (!held.ok) return held;
    if (!(await confirmLiaison(db, stationId, todayIn({ timeZone: homeZone }, now), accountIdOf(actor)))) return fail(notFound('liaison'));
    await record(inside, { thing: 'station', thingId: stationId, event: 'station.liaison-confirmed' });
    const confirmed = await findLiaison(db, keys, stationId);
    return confirmed === undefined ? fail(notFound('liaison')) : ok(confirmed);
  });
}

/** Whom to call about a station, for those who may know. */
export async function readLiaison(
  { actor, db, keys }: ActionContext,
  stationId: string,
): Promise<Result<StationLiaison, NameLiaisonError>> {
  const may = authorise(actor, 'station.change');
  if (!may.ok) return may;
  const station = await findStation(db, stationId);
  if (station === undefined || !reaches(actor, 'station.change', station)) return fail(notFound('station'));
  const liaison = await findLiaison(db, keys, stationId);
  return liaison === undefined ? fail(notFound('liaison')) : ok(liaison);
}
