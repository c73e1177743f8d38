import { findTeamIdOf } from '../../db/queries/teams.ts';
import { saveTeamWish } from '../../db/queries/team-desk.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { TeamInput } from '../../domain/team.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { ownApplication } from './own-application.ts';

/** A member's word on whether they go only together, or alone as well. */
export async function changeTeamWish(
  context: ActionContext,
  { applicationId, onlyTogether }: TeamInput,
): Promise<Result<undefined, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const application = await ownApplication(inside, applicationId);
    if (!application.ok) return application;
    const teamId = await findTeamIdOf(db, applicationId);
    if (teamId === undefined) return fail(notFound('team'));
    await saveTeamWish(db, applicationId, onlyTogether);
    await record(inside, { thing: 'team', thingId: teamId, event: 'team.wish-changed', details: { applicationId, onlyTogether } });
    return ok(undefined);
  });
}
