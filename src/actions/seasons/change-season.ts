import { authorise } from '../../domain/actor.ts';
import { seasonFaults, seasonLifecycle, type SeasonInput } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSeason, lockSeason, saveSeason, type Season } from '../../db/queries/seasons.ts';
import { hasRequestOutside } from '../../db/queries/requests.ts';
import { notEditable, notFound, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';

export type ChangeSeasonError = CommonFailure;

/** Changes a season's days, names or checks until teaching begins. */
export async function changeSeason(
  context: ActionContext,
  id: string,
  fields: Partial<SeasonInput>,
  version: number,
): Promise<Result<Season, ChangeSeasonError>> {
  const may = authorise(context.actor, 'season.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const season = await lockSeason(db, id);
    if (season === undefined) return fail(notFound('season'));
    if (season.version !== version) return fail({ kind: 'stale', version: season.version });
    if (season.state === 'teaching' || season.state === 'closed') {
      return fail(notEditable(seasonLifecycle, season.state));
    }
    const days = { ...season, ...fields };
    const isLeftOut = await hasRequestOutside(db, id, { startDay: days.teachingStartDay, endDay: days.teachingEndDay });
    const faults: Fault[] = [
      ...seasonFaults(days),
      ...(isLeftOut
        ? [{ pointer: fields.teachingEndDay === undefined ? '/teachingStartDay' : '/teachingEndDay', code: 'leaves-requests-out' }]
        : []),
    ];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    await saveSeason(db, id, fields);
    await record({ ...context, db }, { thing: 'season', thingId: id, event: 'season.changed', details: { fields: Object.keys(fields) } });
    const changed = await findSeason(db, id);
    return changed === undefined ? fail(notFound('season')) : ok(changed);
  });
}
