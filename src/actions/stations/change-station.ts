import type { z } from 'zod';

import { authorise, reaches } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { stationFaults, type stationPatchSchema } from '../../domain/station.ts';
import { lockStation, saveStation, type Station } from '../../db/queries/counties.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type ChangeStationError = CommonFailure;

/** Changes what is known of a station, its closing among it. */
export async function changeStation(
  context: ActionContext,
  id: string,
  patch: z.infer<typeof stationPatchSchema>,
  version: number,
): Promise<Result<Station, ChangeStationError>> {
  const { actor } = context;
  const may = authorise(actor, 'station.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const station = await lockStation(db, id);
    if (station === undefined || !reaches(actor, 'station.change', { countyCode: station.countyCode })) return fail(notFound('station'));
    if (station.version !== version) return fail({ kind: 'stale', version: station.version });
    const { openedDay = station.openedDay, closedDay = station.closedDay } = patch;
    const faults = stationFaults({ openedDay, closedDay });
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const changed = await saveStation(db, id, given);
    await record({ ...context, db }, { thing: 'station', thingId: id, event: 'station.changed', details: { fields: Object.keys(given) } });
    return ok(changed);
  });
}
