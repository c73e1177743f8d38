import { asConsequence } from '../../db/acting.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { mostMembers, type TeamInput } from '../../domain/team.ts';
import { findTeam, findTeamIdOf, insertTeamMember, lockTeam, type Team } from '../../db/queries/teams.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { ownApplication } from './own-application.ts';

/** Who has the team's code joins it with their own application of the same season. */
export async function joinTeam(
  context: ActionContext,
  id: string,
  { applicationId, onlyTogether, code }: TeamInput & { readonly code: string },
): Promise<Result<Team, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const application = await ownApplication(inside, applicationId);
    if (!application.ok) return application;
    const team = await asConsequence(db, context.actor, async () => lockTeam(db, id));
    if (team === undefined || team.code !== code || team.seasonId !== application.value.seasonId) return fail(notFound('team'));
    if ((await findTeamIdOf(db, applicationId)) !== undefined) {
      return fail({ kind: 'invalid', faults: [{ pointer: '/applicationId', code: 'in-a-team' }] });
    }
    if (team.members.length >= mostMembers) return fail({ kind: 'invalid', faults: [{ pointer: '', code: 'team-full' }] });
    await insertTeamMember(db, { teamId: id, applicationId, seasonId: team.seasonId, onlyTogether });
    await record(inside, { thing: 'team', thingId: id, event: 'team.joined', details: { applicationId, onlyTogether } });
    const joined = await findTeam(db, id);
    return joined === undefined ? fail(notFound('team')) : ok(joined);
  });
}
