import { move } from '../../domain/lifecycle.ts';
import { placementLifecycle, type PlacementMove } from '../../domain/placement.ts';
import { savePlacementState, type Placement } from '../../db/queries/placements.ts';
import { closeQuestionOf } from '../conditions/close-question.ts';
import type { ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { sendDates } from './send-dates.ts';
import { isHeardOf } from './step-placement.ts';
import { tellOfPlacement } from './tell-of-placement.ts';

export type AlreadyTeaching = {
  readonly kind: 'already-teaching';
  readonly state: string;
  readonly allowed: readonly string[];
  readonly placementIds: readonly string[];
};

/** Whoever teaches or has taught stays on record: what their placement stands on cannot be taken away. */
export function alreadyTeaching(
  thing: { readonly state: string; readonly allowed: readonly string[] },
  placements: readonly Placement[],
): AlreadyTeaching | undefined {
  const taught = placements.filter(({ state }) => ['started', 'completed'].includes(state)).map(({ id }) => id);
  return taught.length === 0 ? undefined : { kind: 'already-teaching', ...thing, placementIds: taught.slice(0, 100) };
}

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
  // It ends as a whole: nobody is asked about it any more.
  if (moved.value !== 'dropped') await closeQuestionOf(context, placement, 'cancelled');
  await savePlacementState(context.db, [placement.id], { state: moved.value });
  const eventId = await record(context, {
    thing: 'placement',
    thingId: placement.id,
    event: `placement.${moved.value}`,
    from: placement.state,
    to: moved.value,
    reason,
    subjectId: isHeardOf(placement) ? placement.accountId : undefined,
  });
  await tellOfPlacement(context, placement, { eventId, to: moved.value, reason, isOfRequest: wanted === 'cancel' });
  await sendDates(context, placement, moved.value, eventId);
}
