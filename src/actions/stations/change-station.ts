import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { layOut, roomFaults, seatsIn, stationFaults, type StationPatch } from '../../domain/station.ts';
import { findStation, saveRooms, saveStation, type Station } from '../../db/queries/stations.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { heldStation } from './held-station.ts';

export type ChangeStationError = CommonFailure;

/**
 * Changes what is known of a station, its rooms and its closing among it. Requests that teach from it stand: one that no longer
 * fits is moved to another station.
 */
export async function changeStation(
  context: ActionContext,
  id: string,
  patch: StationPatch,
  version: number,
): Promise<Result<Station, ChangeStationError>> {
  const may = authorise(context.actor, 'station.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await heldStation(inside, id);
    if (!held.ok) return held;
    const station = held.value;
    if (station.version !== version) return fail({ kind: 'stale', version: station.version });
    const { openedDay = station.openedDay, closedDay = station.closedDay } = patch;
    const faults = [...stationFaults({ openedDay, closedDay }), ...roomFaults(patch, station.roomList)];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const { roomList, ...fields } = patch;
    const rooms = roomList ?? layOut(station.roomList, fields);
    await saveRooms(db, id, rooms);
    await saveStation(db, id, { ...given(fields), rooms: rooms.length, seats: seatsIn(rooms) });
    await record(inside, { thing: 'station', thingId: id, event: 'station.changed', details: { fields: Object.keys(patch) } });
    const changed = await findStation(db, id);
    return changed === undefined ? fail(notFound('station')) : ok(changed);
  });
}

function given<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is undefined is left out
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
