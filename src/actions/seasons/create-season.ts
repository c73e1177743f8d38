import { authorise, type Refusal } from '../../domain/actor.ts';
import { seasonFaults, type SeasonInput } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSeason, insertSeason, type Season } from '../../db/queries/seasons.ts';
import { notFound, type ActionContext, type Invalid, type NotFound } from '../context.ts';
import { record } from '../record.ts';
import { drawSeed } from './draw-seed.ts';

export type CreateSeasonError = Refusal | Invalid | NotFound;

/** Plans a season. The lottery's seed is drawn now and kept; its hash is public from this moment. */
export async function createSeason(context: ActionContext, input: SeasonInput): Promise<Result<Season, CreateSeasonError>> {
  const may = authorise(context.actor, 'season.change');
  if (!may.ok) return may;
  const faults = seasonFaults(input);
  if (faults.length > 0) return fail({ kind: 'invalid', faults });

  const lottery = await drawSeed();
  return context.db.transaction(async (db) => {
    const id = await insertSeason(db, { ...input, ...lottery });
    await record({ ...context, db }, { thing: 'season', thingId: id, event: 'season.planned', to: 'planned' });
    const season = await findSeason(db, id);
    return season === undefined ? fail(notFound('season')) : ok(season);
  });
}
