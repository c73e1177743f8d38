import type { z } from 'zod';

import type { endEarlySchema } from '../../domain/early-end.ts';
import type { Result } from '../../domain/result.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { stepPlacement } from './step-placement.ts';

/** Ends a started placement before its time, of one kind and with a reason. */
export async function endPlacementEarly(
  context: ActionContext,
  id: string,
  { endKind, reason }: z.infer<typeof endEarlySchema>,
): Promise<Result<PlacementInFull, CommonFailure>> {
  return stepPlacement<never>(context, id, {
    permission: 'placement.decide',
    move: 'end-early',
    reason,
    details: { endKind },
    with: { endKind },
  });
}
