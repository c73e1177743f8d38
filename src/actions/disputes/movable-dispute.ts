import { reaches, type Permission } from '../../domain/actor.ts';
import { disputeLifecycle, type DisputeMove, type DisputeState } from '../../domain/dispute.ts';
import { move, type IllegalMove } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockDispute, type Dispute } from '../../db/queries/disputes.ts';
import { lockPlacement, type Placement } from '../../db/queries/placements.ts';
import { notFound, type ActionContext, type NotFound } from '../context.ts';

type Movable = { readonly dispute: Dispute; readonly placement: Placement; readonly to: DisputeState };

/** The dispute and its placement, held until the transaction ends, where it is the actor's to move. */
export async function movableDispute(
  { db, actor }: ActionContext,
  id: string,
  wanted: { readonly move: DisputeMove; readonly permission: Permission },
): Promise<Result<Movable, NotFound | IllegalMove>> {
  const dispute = await lockDispute(db, id);
  if (dispute === undefined || !reaches(actor, wanted.permission, dispute)) return fail(notFound('dispute'));
  const moved = move(disputeLifecycle, dispute.state, wanted.move);
  if (!moved.ok) return moved;
  const placement = await lockPlacement(db, dispute.placementId);
  if (placement === undefined) throw new Error('a dispute without its placement');
  return ok({ dispute, placement, to: moved.value });
}
