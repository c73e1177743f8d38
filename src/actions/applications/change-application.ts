import { authorise, reaches } from '../../domain/actor.ts';
import { applicationLifecycle, editableApplicationStates, type ApplicationPatch } from '../../domain/application.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findApplication, lockApplication, saveApplication, type Application } from '../../db/queries/applications.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { endUnlessFirst } from '../ask-backs/end-agreed.ts';
import { notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { checkApplicationFields } from './check-application-fields.ts';

export type ChangeApplicationError = CommonFailure;

/** Changes the fields that are given, while the application is still the volunteer's to write. */
export async function changeApplication(
  context: ActionContext,
  id: string,
  fields: ApplicationPatch,
  version: number,
): Promise<Result<Application, ChangeApplicationError>> {
  const { actor } = context;
  const may = authorise(actor, 'application.write');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const application = await lockApplication(db, id);
    if (application === undefined || !reaches(actor, 'application.write', application)) return fail(notFound('application'));
    if (application.version !== version) return fail({ kind: 'stale', version: application.version });
    if (!editableApplicationStates.includes(application.state)) {
      return fail(notEditable(applicationLifecycle, application.state));
    }
    const season = await findSeason(db, application.seasonId);
    if (season === undefined) throw new Error('an application without its season');
    const checked = await checkApplicationFields(db, season, { ...pickFields(application), ...fields });
    if (!checked.ok) return checked;

    await saveApplication(db, application, fields);
    if (fields.choices !== undefined) await endUnlessFirst({ ...context, db }, application, fields.choices);
    const changed = await findApplication(db, id);
    return changed === undefined ? fail(notFound('application')) : ok(changed);
  });
}

function pickFields({ subjects, deliveries, windows, choices, scope, mostPlacements, never, statement }: Application): ApplicationPatch {
  return { subjects, deliveries, windows, choices, scope, mostPlacements, never, statement };
}
