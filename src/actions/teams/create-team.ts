import { asConsequence } from '../../db/acting.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { TeamInput } from '../../domain/team.ts';
import { findTeam, findTeamIdOf, insertTeam, insertTeamMember, type Team } from '../../db/queries/teams.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { ownApplication } from './own-application.ts';

/** Without letters and digits that are taken for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Begins a team of one; whoever is given its code may join. */
export async function createTeam(context: ActionContext, { applicationId, onlyTogether }: TeamInput): Promise<Result<Team, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const application = await ownApplication(inside, applicationId);
    if (!application.ok) return application;
    if ((await findTeamIdOf(db, applicationId)) !== undefined) {
      return fail({ kind: 'invalid', faults: [{ pointer: '/applicationId', code: 'in-a-team' }] });
    }
    const { seasonId } = application.value;
    const id = await asConsequence(db, context.actor, async () => insertTeam(db, { seasonId, code: newCode() }));
    await insertTeamMember(db, { teamId: id, applicationId, seasonId, onlyTogether });
    await record(inside, { thing: 'team', thingId: id, event: 'team.created', details: { applicationId, onlyTogether } });
    const team = await findTeam(db, id);
    if (team === undefined) throw new Error('a team that was just made is gone');
    return ok(team);
  });
}

function newCode(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(12)), (draw) => alphabet[draw % alphabet.length]).join('');
}
