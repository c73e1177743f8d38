import type { Result } from '../../domain/result.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { checkFirstDay, type TooEarly } from './first-day.ts';
import { stepPlacement } from './step-placement.ts';

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
    rule: async (db, placement) => checkFirstDay(context, db, placement),
  });
}
