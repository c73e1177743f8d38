import { asConsequence } from '../../db/acting.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deleteTeamMember, findTeam, lockTeam, type Team } from '../../db/queries/teams.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { ownApplication } from './own-application.ts';

export async function leaveTeam(context: ActionContext, id: string, applicationId: string): Promise<Result<Team, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const application = await ownApplication(inside, applicationId);
    if (!application.ok) return application;
    const team = await lockTeam(db, id);
    if (!team?.members.some((member) => member.applicationId === applicationId)) return fail(notFound('team'));
    await deleteTeamMember(db, applicationId);
    await record(inside, { thing: 'team', thingId: id, event: 'team.left', details: { applicationId } });
    const left = await asConsequence(db, context.actor, async () => findTeam(db, id));
    return left === undefined ? fail(notFound('team')) : ok(left);
  });
}
