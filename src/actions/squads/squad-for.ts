import { authorise, reaches, type Actor, type Owner, type Permission } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSquad, type Squad } from '../../db/queries/squads.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';

/** What its captain and its lead do, and no other member. */
const ofLeaders: ReadonlySet<Permission> = new Set(['squad.lead', 'squad.cover']);

/** The squad, where the actor may do this to it: as a member, as whoever leads it, for its county, or as a coordinator. */
export async function squadFor(
  { actor, db }: Pick<ActionContext, 'actor' | 'db'>,
  permission: Permission,
  id: string,
): Promise<Result<Squad, CommonFailure>> {
  const may = authorise(actor, permission);
  if (!may.ok) return may;
  const squad = await findSquad(db, id);
  const isThere = squad !== undefined && squad.members.length > 0;
  return isThere && reaches(actor, permission, ownerOf(actor, squad, permission)) ? ok(squad) : fail(notFound('squad'));
}

/** A squad is its members' and its county's. */
function ownerOf(actor: Actor, squad: Squad, permission: Permission): Owner {
  const isOwn = ofLeaders.has(permission) ? squad.leads : squad.members.some((member) => member.isOwn);
  const { countyCode } = squad;
  return isOwn && actor.kind === 'account' ? { countyCode, accountId: actor.accountId } : { countyCode };
}
