import { asConsequence } from '../../db/acting.ts';
import { lockPlacement, type Placement } from '../../db/queries/placements.ts';
import { findSwap, lockSwap, type SwapSheet } from '../../db/queries/swaps.ts';
import { reaches, type Permission } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { standingOf, swapLifecycle, type SwapMove, type SwapState } from '../../domain/swap.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';

export type HeldSwap = {
  /** With both sides in full, whoever acts. */
  readonly swap: SwapSheet;
  /** The placements of the sides, in the order of the sides. */
  readonly placements: readonly Placement[];
  /** Where the move leads. */
  readonly to: SwapState;
  /** On which side the actor stands; undefined for coordinators. */
  readonly side: 'first' | 'second' | undefined;
};

/** The swap and its placements, held until the transaction ends, where it is the actor's to move and its time is not over. */
export async function heldSwap(
  context: ActionContext,
  id: string,
  wanted: { readonly move: SwapMove; readonly permission: Permission },
): Promise<Result<HeldSwap, CommonFailure>> {
  const { actor, db, now } = context;
  const seen = await findSwap(db, id);
  const isTheirs = seen?.sides.some(({ accountId }) => accountId !== null && reaches(actor, wanted.permission, { accountId })) === true;
  if (seen === undefined || !isTheirs) return fail(notFound('swap'));
  return asConsequence(db, actor, async () => {
    const known = await findSwap(db, id);
    const held = await holdPlacements(
      context,
      known?.sides.flatMap(({ placementId }) => placementId ?? []),
    );
    await lockSwap(db, id);
    const swap = await findSwap(db, id);
    if (swap === undefined) return fail(notFound('swap'));
    const moved = move(swapLifecycle, standingOf(swap, now), wanted.move);
    if (!moved.ok) return moved;
    const placements = swap.sides.flatMap(({ placementId }) => held.find((own) => own.id === placementId) ?? []);
    return ok({ swap, placements, to: moved.value, side: sideOf(swap, accountIdOf(actor)) });
  });
}

/** Held in the order of their ids, so that nobody waits in a circle. */
export async function holdPlacements({ db }: Pick<ActionContext, 'db'>, ids: readonly string[] = []): Promise<Placement[]> {
  const held: Placement[] = [];
  for (const id of ids.toSorted()) {
    const placement = await lockPlacement(db, id);
    if (placement !== undefined) held.push(placement);
  }
  return held;
}

function sideOf({ sides }: SwapSheet, accountId: string | null): HeldSwap['side'] {
  const at = sides.findIndex((side) => side.accountId === accountId);
  return at === -1 ? undefined : at === 0 ? 'first' : 'second';
}
