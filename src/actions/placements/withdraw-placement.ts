import type { Result } from '../../domain/result.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { stepPlacement } from './step-placement.ts';

/** The volunteer steps back from an offer or an accepted placement, before it starts. */
export async function withdrawPlacement(
  context: ActionContext,
  id: string,
  reason: string,
): Promise<Result<PlacementInFull, CommonFailure>> {
  return stepPlacement<never>(context, id, { permission: 'placement.answer', move: 'withdraw', reason });
}
