import { authorise, type Refusal } from '../../domain/actor.ts';
import { seasonFaults, type SeasonInput } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSeason, insertSeason, type Season } from '../../db/queries/seasons.ts';
import { notFound, type ActionContext, type Invalid, type NotFound } from '../context.ts';
import { record } from '../record.ts';

export type CreateSeasonError = Refusal | Invalid | NotFound;

/** Plans a season. The lottery's seed is drawn now and kept; its hash is public from this moment. */
export async function createSeason(context: ActionContext, input: SeasonInput): Promise<Result<Season, CreateSeasonError>> {
  const may = authorise(context.actor, 'season.change');
  if (!may.ok) return may;
  const faults = seasonFaults(input);
  if (faults.length > 0) return fail({ kind: 'invalid', faults });

  const lotterySeed = crypto.getRandomValues(new Uint8Array(32));
  const lotterySeedSha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', lotterySeed));
  return context.db.transaction(async (db) => {
    const id = await insertSeason(db, { ...input, lotterySeed: hexOf(lotterySeed), lotterySeedSha256: hexOf(lotterySeedSha256) });
    await record({ ...context, db }, { thing: 'season', thingId: id, event: 'season.planned', to: 'planned' });
    const season = await findSeason(db, id);
    return season === undefined ? fail(notFound('season')) : ok(season);
  });
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
