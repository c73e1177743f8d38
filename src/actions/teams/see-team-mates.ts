import { asConsequence } from '../../db/acting.ts';
import { listTeamMates, type TeamMate } from '../../db/queries/team-desk.ts';
import type { ActionContext } from '../context.ts';

/** Who else is in the team, by name. Only for whoever was found to be in it: whoever shares a code knows whom they go with. */
export async function seeTeamMates({ db, actor }: Pick<ActionContext, 'db' | 'actor'>, teamId: string): Promise<TeamMate[]> {
  return asConsequence(db, actor, async () => listTeamMates(db, teamId));
}
