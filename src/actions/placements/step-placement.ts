import { authorise, reaches, type Actor, type Permission } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { placementLifecycle, type PlacementMove, type PlacementState } from '../../domain/placement.ts';
import { fail, ok, type Failure, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import type { Connection } from '../../db/client.ts';
import { findPlacement, lockPlacement, savePlacementState, type Placement, type PlacementInFull } from '../../db/queries/placements.ts';
import { closeQuestionOf } from '../conditions/close-question.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { sendDates } from './send-dates.ts';
import { tellOfPlacement } from './tell-of-placement.ts';

export type Step<E extends Failure> = {
  readonly permission: Permission;
  readonly move: PlacementMove;
  readonly reason?: string | undefined;
  readonly details?: Record<string, unknown>;
  /** Columns that change with the state. */
  readonly with?: Partial<Pick<Placement, 'replyByAt' | 'remindAt' | 'endKind'>>;
  /** What follows from it in the same transaction, such as a letter, from the event that it wrote. */
  readonly after?: (db: Connection, eventId: string) => Promise<void>;
  /** The rule of this very move, asked once the row is held and the move is legal. */
  readonly rule?: (db: Connection, placement: Placement) => Promise<Result<undefined, E>>;
};

/** Takes one placement one step: hold the row, may the actor, is the move legal, does its own rule hold, write, record. */
export async function stepPlacement<E extends Failure>(
  context: ActionContext,
  id: string,
  step: Step<E>,
): Promise<Result<PlacementInFull, CommonFailure | E>> {
  const { actor } = context;
  const may = authorise(actor, step.permission);
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const placement = await lockPlacement(db, id);
    if (placement === undefined || !seesPlacement(actor, placement, step.permission)) return fail(notFound('placement'));
    const moved = move(placementLifecycle, placement.state, step.move);
    if (!moved.ok) return moved;
    const ruled = step.rule === undefined ? ok(undefined) : await step.rule(db, placement);
    if (!ruled.ok) return ruled;

    const inside = { ...context, db };
    await closeQuestionOf(inside, placement, moved.value);
    await savePlacementState(db, [id], { state: moved.value, ...step.with });
    const eventId = await record(inside, happening(placement, moved.value, step));
    await step.after?.(db, eventId);
    await asConsequence(db, actor, async () => tellOfPlacement(inside, placement, { eventId, to: moved.value, reason: step.reason }));
    await sendDates(inside, placement, moved.value, eventId);
    const stepped = await findPlacement(db, id);
    return stepped === undefined ? fail(notFound('placement')) : ok(stepped);
  });
}

/** What was only ever proposed is there for coordinators alone: nobody hears half a result. */
export function seesPlacement(actor: Actor, placement: Placement, permission: Permission): boolean {
  if (!reaches(actor, permission, placement)) return false;
  return isHeardOf(placement) || authorise(actor, 'placement.decide').ok;
}

/** Has its volunteer heard of it? */
export function isHeardOf({ state }: Pick<Placement, 'state'>): boolean {
  return state !== 'proposed' && state !== 'dropped';
}

function happening(placement: Placement, to: PlacementState, step: Pick<Step<Failure>, 'reason' | 'details'>) {
  return {
    thing: 'placement',
    thingId: placement.id,
    event: `placement.${to}`,
    from: placement.state,
    to,
    reason: step.reason,
    subjectId: to === 'dropped' ? undefined : placement.accountId,
    details: step.details ?? {},
  };
}
