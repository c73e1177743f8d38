import { asConsequence } from '../../db/acting.ts';
import { findTeamIdByCode } from '../../db/queries/team-desk.ts';
import type { Team } from '../../db/queries/teams.ts';
import { authorise } from '../../domain/actor.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { TeamInput } from '../../domain/team.ts';
import { unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { joinTeam } from './join-team.ts';

/** Joins the team that has this code: people hand each other codes, not ids. */
export async function joinTeamByCode(
  context: ActionContext,
  input: TeamInput & { readonly code: string },
): Promise<Result<Team, CommonFailure>> {
  const may = authorise(context.actor, 'application.write');
  if (!may.ok) return may;
  const id = await asConsequence(context.db, context.actor, async () => findTeamIdByCode(context.db, input.code));
  if (id === undefined) return fail({ kind: 'invalid', faults: [unknownAt('/code')] });
  const joined = await joinTeam(context, id, input);
  return !joined.ok && joined.error.kind === 'not-found' ? fail({ kind: 'invalid', faults: [unknownAt('/code')] }) : joined;
}
