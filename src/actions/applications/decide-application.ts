import { authorise } from '../../domain/actor.ts';
import { applicationLifecycle } from '../../domain/application.ts';
import type { Decision } from '../../domain/decision.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findApplication, lockApplication, saveApplicationState, type Application } from '../../db/queries/applications.ts';
import { findReader } from '../../db/queries/readers.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { applicationDecidedLetter } from '../../mail/application-decided-letter.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
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
    const inside = { ...context, db };
    const eventId = await record(inside, {
      thing: 'application',
      thingId: id,
      event: `application.${moved.value}`,
      from: application.state,
      to: moved.value,
      reason,
      subjectId: application.accountId,
    });
    await tellVolunteer(inside, eventId, application, { state: moved.value, reason });
    const decided = await findApplication(db, id);
    return decided === undefined ? fail(notFound('application')) : ok(decided);
  });
}

type Decided = { readonly state: Application['state']; readonly reason: string | undefined };

async function tellVolunteer(context: ActionContext, eventId: string, application: Application, decided: Decided): Promise<void> {
  const { state, reason } = decided;
  if (state !== 'approved' && state !== 'returned' && state !== 'rejected') return;
  const season = await findSeason(context.db, application.seasonId);
  if (season === undefined) throw new Error('an application without its season');
  const names = { zh: season.nameZh, en: season.nameEn };
  await asConsequence(context.db, context.actor, async () =>
    tell(context, {
      eventId,
      template: `application-${state}`,
      readers: [await findReader(context.db, application.accountId)],
      path: `/applications/${application.id}`,
      letter: (addressed) => applicationDecidedLetter(addressed, { state, reason, season: names }),
    }),
  );
}
