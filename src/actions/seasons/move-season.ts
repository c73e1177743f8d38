import { authorise } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { seasonLifecycle } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSeason, lockSeason, saveSeason, type Season } from '../../db/queries/seasons.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { drawSeed } from './draw-seed.ts';

export type MoveSeasonError = CommonFailure;

/** Takes a season one step on, or one step back with a reason. */
export async function moveSeason(
  context: ActionContext,
  id: string,
  step: { readonly move: 'advance' } | { readonly move: 'back'; readonly reason: string },
): Promise<Result<Season, MoveSeasonError>> {
  const may = authorise(context.actor, 'season.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const season = await lockSeason(db, id);
    if (season === undefined) return fail(notFound('season'));
    const moved = move(seasonLifecycle, season.state, step.move);
    if (!moved.ok) return moved;

    // Who could apply again may have seen the seed with a result: another is drawn, and committed to.
    const reopened = step.move === 'back' && moved.value === 'open';
    await saveSeason(db, id, { state: moved.value, ...(reopened ? await drawSeed() : {}) });
    await record(
      { ...context, db },
      {
        thing: 'season',
        thingId: id,
        event: `season.${moved.value}`,
        from: season.state,
        to: moved.value,
        reason: step.move === 'back' ? step.reason : undefined,
      },
    );
    const after = await findSeason(db, id);
    return after === undefined ? fail(notFound('season')) : ok(after);
  });
}
