import { authorise } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { clearanceLifecycle, lastQueryDay } from '../../domain/clearance.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockClearance, saveClearance, type Clearance } from '../../db/queries/clearances.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type DecideClearanceError = CommonFailure | { readonly kind: 'own-clearance' };

export type ClearanceDecision =
  | { readonly move: 'clear'; readonly validThroughDay: string }
  | { readonly move: 'refuse' | 'revoke'; readonly reason: string };

/** Clears, refuses or revokes a check. Nobody verifies their own. */
export async function decideClearance(
  context: ActionContext,
  id: string,
  decision: ClearanceDecision,
): Promise<Result<Clearance, DecideClearanceError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'clearance.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const clearance = await lockClearance(db, id);
    if (clearance === undefined) return fail(notFound('clearance'));
    if (clearance.accountId === accountIdOf(actor)) return fail({ kind: 'own-clearance' });
    const moved = move(clearanceLifecycle, clearance.state, decision.move);
    if (!moved.ok) return moved;
    const fault = decision.move === 'clear' ? dayFault(clearance, decision.validThroughDay, now) : undefined;
    if (fault !== undefined) return fail({ kind: 'invalid', faults: [fault] });

    const reason = decision.move === 'clear' ? undefined : decision.reason;
    const verified =
      decision.move === 'clear'
        ? { validThroughDay: decision.validThroughDay, verifiedBy: accountIdOf(actor), verifiedAt: instantOf(now) }
        : {};
    const decided = await saveClearance(db, id, { state: moved.value, decisionReason: reason ?? null, ...verified });
    await record(
      { ...context, db },
      {
        thing: 'clearance',
        thingId: id,
        event: `clearance.${moved.value}`,
        from: clearance.state,
        to: moved.value,
        reason,
        subjectId: clearance.accountId,
      },
    );
    return ok(decided);
  });
}

function dayFault(clearance: Clearance, validThroughDay: string, now: ActionContext['now']) {
  const here = now.setZone(homeZone);
  const today = here.toISODate() ?? '';
  if (validThroughDay < today) return { pointer: '/validThroughDay', code: 'in-the-past' };
  if (clearance.kind === 'employment_query' && validThroughDay > lastQueryDay(here))
    return { pointer: '/validThroughDay', code: 'too-late' };
  return undefined;
}
