import { servedDays } from '../../domain/own-days.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Connection } from '../../db/client.ts';
import type { Placement } from '../../db/queries/placements.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { todayIn, type ActionContext } from '../context.ts';

export type TooEarly = { readonly kind: 'too-early'; readonly startDay: string };

/** Nobody has come, and nobody can be missing, before the volunteer's first day where the season is. */
export async function checkFirstDay({ now }: ActionContext, db: Connection, placement: Placement): Promise<Result<undefined, TooEarly>> {
  const season = await findSeason(db, placement.seasonId);
  if (season === undefined) throw new Error('a placement without its season');
  const { startDay } = servedDays(placement);
  return todayIn(season, now) < startDay ? fail({ kind: 'too-early', startDay }) : ok(undefined);
}
