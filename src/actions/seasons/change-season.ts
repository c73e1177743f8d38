import { authorise } from '../../domain/actor.ts';
import { seasonFaults, type SeasonInput } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSeason, lockSeason, saveSeason, type Season } from '../../db/queries/seasons.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
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
      return fail({ kind: 'not-editable', thing: 'season', state: season.state });
    }
    const faults = seasonFaults({ ...season, ...fields });
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    await saveSeason(db, id, fields);
    await record({ ...context, db }, { thing: 'season', thingId: id, event: 'season.changed', details: { fields: Object.keys(fields) } });
    const changed = await findSeason(db, id);
    return changed === undefined ? fail(notFound('season')) : ok(changed);
  });
}
