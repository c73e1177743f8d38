import { authorise, reaches } from '../../domain/actor.ts';
import { applicationGaps, applicationLifecycle } from '../../domain/application.ts';
import { textsToGo } from '../../domain/consent.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { acceptsOn, type WindowClosed } from '../../domain/season.ts';
import { findApplication, lockApplication, saveApplicationState, type Application } from '../../db/queries/applications.ts';
import { findVolunteer } from '../../db/queries/accounts.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { instantOf, notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { lookForBarred } from '../barred/look-for-barred.ts';
import { missingConsents, type ConsentsMissing } from '../consents/missing-consents.ts';
import { checkApplicationFields } from './check-application-fields.ts';

export type SubmitApplicationError = CommonFailure | WindowClosed | ConsentsMissing;

/** Hands the application in: it must be whole, and the season's application window open. */
export async function submitApplication(context: ActionContext, id: string): Promise<Result<Application, SubmitApplicationError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'application.write');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const application = await lockApplication(db, id);
    if (application === undefined || !reaches(actor, 'application.write', application)) return fail(notFound('application'));
    const moved = move(applicationLifecycle, application.state, 'submit');
    if (!moved.ok) return moved;
    const season = await findSeason(db, application.seasonId);
    if (season === undefined) throw new Error('an application without its season');
    const accepted = acceptsOn(season, 'applications', todayIn(season, now), application.state === 'returned');
    if (!accepted.ok) return accepted;
    const { subjects, choices, never, windows, deliveries } = application;
    const checked = await checkApplicationFields(db, season, { subjects, choices, never, windows, deliveries });
    const faults = [...applicationGaps(application), ...(checked.ok ? [] : checked.error.faults)];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const volunteer = await findVolunteer(db, application.accountId);
    const missing = await missingConsents({ db }, application.accountId, textsToGo(volunteer?.homeRegion));
    if (missing !== undefined) return fail(missing);

    await saveApplicationState(db, id, { state: moved.value, submittedAt: instantOf(now), decisionReason: null });
    await record(
      { ...context, db },
      {
        thing: 'application',
        thingId: id,
        event: 'application.submitted',
        from: application.state,
        to: moved.value,
        subjectId: application.accountId,
      },
    );
    await lookForBarred({ ...context, db }, application.accountId);
    const submitted = await findApplication(db, id);
    return submitted === undefined ? fail(notFound('application')) : ok(submitted);
  });
}
