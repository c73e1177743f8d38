import { fail, ok, type Result } from '../../domain/result.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { stepPlacement } from './step-placement.ts';

export type TooEarly = { readonly kind: 'too-early'; readonly startDay: string };

/** The county says that the volunteer did not come. Nobody can be missing before the first day. */
export async function reportNoShow(
  context: ActionContext,
  id: string,
  reason: string,
): Promise<Result<PlacementInFull, CommonFailure | TooEarly>> {
  return stepPlacement<TooEarly>(context, id, {
    permission: 'placement.host',
    move: 'no-show',
    reason,
    rule: async (db, placement) => {
      const season = await findSeason(db, placement.seasonId);
      const today = context.now.setZone(season?.timeZone ?? 'Asia/Shanghai').toISODate() ?? '';
      return today < placement.startDay ? fail({ kind: 'too-early', startDay: placement.startDay }) : ok(undefined);
    },
  });
}
