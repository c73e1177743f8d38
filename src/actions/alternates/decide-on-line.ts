import { authorise } from '../../domain/actor.ts';
import { fail, type Failure, type Result } from '../../domain/result.ts';
import { placingStates, seasonForbids } from '../../domain/season.ts';
import { findLineForAlternates, type LineForAlternates } from '../../db/queries/alternates.ts';
import { lockSeason, type Season } from '../../db/queries/seasons.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';

type Deciding<T, E extends Failure> = (context: ActionContext, line: LineForAlternates, season: Season) => Promise<Result<T, E>>;

/** Lets a coordinator decide on a line's alternates while nobody else gives away the season's seats. */
export async function decideOnLine<T, E extends Failure>(
  context: ActionContext,
  lineId: string,
  decide: Deciding<T, E>,
): Promise<Result<T, CommonFailure | E>> {
  const may = authorise(context.actor, 'placement.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const known = await findLineForAlternates(db, lineId);
    const season = known === undefined ? undefined : await lockSeason(db, known.seasonId);
    // As it stands now that the season is held.
    const line = await findLineForAlternates(db, lineId);
    if (line === undefined || season === undefined) return fail(notFound('line'));
    if (!placingStates.includes(season.state)) return fail(seasonForbids(season, 'placing'));
    return decide({ ...context, db }, line, season);
  });
}
