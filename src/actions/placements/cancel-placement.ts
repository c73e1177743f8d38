import type { Result } from '../../domain/result.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { stepPlacement } from './step-placement.ts';

/** A coordinator takes back an offer or an accepted placement, with a reason the volunteer reads; a proposal is dropped. */
export async function cancelPlacement(context: ActionContext, id: string, reason: string): Promise<Result<PlacementInFull, CommonFailure>> {
  return stepPlacement<never>(context, id, { permission: 'placement.decide', move: 'cancel', reason });
}
