import { authorise, type Refusal } from '../../domain/actor.ts';
import type { ClearanceKind } from '../../domain/clearance.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findPendingClearance, insertClearance, type Clearance } from '../../db/queries/clearances.ts';
import type { ActionContext } from '../context.ts';
import { record } from '../record.ts';

export type BeginClearanceError = Refusal | { readonly kind: 'clearance-pending'; readonly clearanceId: string };

/** Begins one check of the acting volunteer; one of a kind is under way at a time. */
export async function beginClearance(context: ActionContext, kind: ClearanceKind): Promise<Result<Clearance, BeginClearanceError>> {
  const { actor } = context;
  const may = authorise(actor, 'clearance.write');
  if (!may.ok) return may;
  if (actor.kind !== 'account') throw new Error('only accounts have clearances');

  return context.db.transaction(async (db) => {
    const pending = await findPendingClearance(db, actor.accountId, kind);
    if (pending !== undefined) return fail({ kind: 'clearance-pending', clearanceId: pending.id });
    const clearance = await insertClearance(db, actor.accountId, kind);
    await record(
      { ...context, db },
      { thing: 'clearance', thingId: clearance.id, event: 'clearance.requested', to: 'requested', subjectId: actor.accountId },
    );
    return ok(clearance);
  });
}
