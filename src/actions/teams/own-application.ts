import { authorise, reaches } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { seasonForbids } from '../../domain/season.ts';
import { lockApplication, type Application } from '../../db/queries/applications.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { notEditable, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { applicationLifecycle } from '../../domain/application.ts';

/** The actor's own application, held, in a season whose applications are still open: only then do teams change. */
export async function ownApplication(context: ActionContext, applicationId: string): Promise<Result<Application, CommonFailure>> {
  const may = authorise(context.actor, 'application.write');
  if (!may.ok) return may;
  const application = await lockApplication(context.db, applicationId);
  if (application === undefined || !reaches(context.actor, 'application.write', application)) {
    return fail({ kind: 'invalid', faults: [unknownAt('/applicationId')] });
  }
  if (application.state === 'withdrawn' || application.state === 'rejected') {
    return fail(notEditable(applicationLifecycle, application.state));
  }
  const season = await findSeason(context.db, application.seasonId);
  if (season === undefined) throw new Error('an application without its season');
  return season.state === 'open' ? ok(application) : fail(seasonForbids(season, 'open'));
}
