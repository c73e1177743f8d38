import type { z } from 'zod';

import type { declineSchema } from '../../domain/placement.ts';
import type { Result } from '../../domain/result.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { stepPlacement } from './step-placement.ts';

/** Declines an offer, with a reason from a short list. The same request is not offered to this person again. */
export async function declineOffer(
  context: ActionContext,
  id: string,
  { reason, comment }: z.infer<typeof declineSchema>,
): Promise<Result<PlacementInFull, CommonFailure>> {
  const details = comment === undefined ? {} : { comment };
  return stepPlacement<never>(context, id, { permission: 'placement.answer', move: 'decline', reason, details });
}
