import { authorise, reaches } from '../../domain/actor.ts';
import { clearanceLifecycle } from '../../domain/clearance.ts';
import { isCheckedText } from '../../domain/consent.ts';
import { move } from '../../domain/lifecycle.ts';
import { isReference } from '../../domain/reference.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockClearance, saveClearance, type Clearance } from '../../db/queries/clearances.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Some checks are not handed in by hand: the referee's answer does it, or agreeing to the text. */
export type SubmitClearanceError = CommonFailure | { readonly kind: 'comes-by-itself'; readonly clearanceKind: string };

/** The volunteer says that the check can be verified now. */
export async function submitClearance(context: ActionContext, id: string): Promise<Result<Clearance, SubmitClearanceError>> {
  const { actor } = context;
  const may = authorise(actor, 'clearance.write');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const clearance = await lockClearance(db, id);
    if (clearance === undefined || !reaches(actor, 'clearance.write', clearance)) return fail(notFound('clearance'));
    if (isReference(clearance.kind) || isCheckedText(clearance.kind)) {
      return fail({ kind: 'comes-by-itself', clearanceKind: clearance.kind });
    }
    const moved = move(clearanceLifecycle, clearance.state, 'submit');
    if (!moved.ok) return moved;
    const submitted = await saveClearance(db, id, { state: moved.value });
    await record(
      { ...context, db },
      {
        thing: 'clearance',
        thingId: id,
        event: 'clearance.submitted',
        from: clearance.state,
        to: moved.value,
        subjectId: clearance.accountId,
      },
    );
    return ok(submitted);
  });
}
