import { asConsequence } from '../../db/acting.ts';
import { authorise, reaches } from '../../domain/actor.ts';
import { applicationLifecycle } from '../../domain/application.ts';
import { move, movesFrom } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findApplication, lockApplication, saveApplicationState, type Application } from '../../db/queries/applications.ts';
import { listPlacementsOfApplication } from '../../db/queries/placements.ts';
import { endWithApplication } from '../ask-backs/end-agreed.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { alreadyTeaching, endPlacement, type AlreadyTeaching } from '../placements/end-placement.ts';
import { record } from '../record.ts';

export type WithdrawApplicationError = CommonFailure | AlreadyTeaching;

/** Takes the application back, with what was proposed or offered on it. Whoever teaches already ends that first. */
export async function withdrawApplication(
  context: ActionContext,
  id: string,
  reason: string | undefined,
): Promise<Result<Application, WithdrawApplicationError>> {
  const { actor } = context;
  const may = authorise(actor, 'application.write');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const application = await lockApplication(db, id);
    if (application === undefined || !reaches(actor, 'application.write', application)) return fail(notFound('application'));
    const moved = move(applicationLifecycle, application.state, 'withdraw');
    if (!moved.ok) return moved;
    const placements = await asConsequence(db, actor, async () => listPlacementsOfApplication(db, id));
    const allowed = movesFrom(applicationLifecycle, application.state).filter((name) => name !== 'withdraw');
    const taught = alreadyTeaching({ state: application.state, allowed }, placements);
    if (taught !== undefined) return fail(taught);

    await asConsequence(db, actor, async () => {
      for (const placement of placements) await endPlacement(inside, placement, 'withdraw', reason);
    });
    await saveApplicationState(db, id, { state: moved.value });
    await record(inside, {
      thing: 'application',
      thingId: id,
      event: 'application.withdrawn',
      from: application.state,
      to: moved.value,
      reason,
      subjectId: application.accountId,
    });
    await endWithApplication(inside, application);
    const withdrawn = await findApplication(db, id);
    return withdrawn === undefined ? fail(notFound('application')) : ok(withdrawn);
  });
}
