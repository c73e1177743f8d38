import { authorise } from '../../domain/actor.ts';
import { applicationLifecycle } from '../../domain/application.ts';
import type { Decision } from '../../domain/decision.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findApplication, lockApplication, saveApplicationState, type Application } from '../../db/queries/applications.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type DecideApplicationError = CommonFailure | { readonly kind: 'own-application' };

/** A coordinator's word on a submitted application. Returning and rejecting need a reason, which the volunteer reads. Nobody decides on their own. */
export async function decideApplication(
  context: ActionContext,
  id: string,
  decision: Decision,
): Promise<Result<Application, DecideApplicationError>> {
  const may = authorise(context.actor, 'application.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const application = await lockApplication(db, id);
    if (application === undefined) return fail(notFound('application'));
    const moved = move(applicationLifecycle, application.state, decision.move);
    if (!moved.ok) return moved;

    if (application.accountId === accountIdOf(context.actor)) return fail({ kind: 'own-application' });
    const reason = decision.move === 'approve' ? undefined : decision.reason;
    await saveApplicationState(db, id, { state: moved.value, decisionReason: reason ?? null });
    await record(
      { ...context, db },
      {
        thing: 'application',
        thingId: id,
        event: `application.${moved.value}`,
        from: application.state,
        to: moved.value,
        reason,
        subjectId: application.accountId,
      },
    );
    const decided = await findApplication(db, id);
    return decided === undefined ? fail(notFound('application')) : ok(decided);
  });
}
