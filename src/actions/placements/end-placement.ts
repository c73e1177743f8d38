import { move } from '../../domain/lifecycle.ts';
import { placementLifecycle, type PlacementMove } from '../../domain/placement.ts';
import { savePlacementState, type Placement } from '../../db/queries/placements.ts';
import type { ActionContext } from '../context.ts';
import { record } from '../record.ts';

/**
 * Ends a locked placement because its application or request ended. One that is only proposed is dropped, since its
 * volunteer never heard of it; one that is over already stays as it is.
 */
export async function endPlacement(
  context: ActionContext,
  placement: Placement,
  wanted: PlacementMove & ('withdraw' | 'cancel'),
  reason: string | undefined,
): Promise<void> {
  const moved = move(placementLifecycle, placement.state, placement.state === 'proposed' ? 'drop' : wanted);
  if (!moved.ok) return;
  await savePlacementState(context.db, [placement.id], { state: moved.value });
  await record(context, {
    thing: 'placement',
    thingId: placement.id,
    event: `placement.${moved.value}`,
    from: placement.state,
    to: moved.value,
    reason,
    subjectId: placement.accountId,
  });
}
