import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deleteToken } from '../../db/queries/tokens.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Takes one of the actor's own tokens back; programs that send it are refused from now on. */
export async function revokeToken(context: ActionContext, id: string): Promise<Result<{ readonly id: string }, CommonFailure>> {
  const may = authorise(context.actor, 'sign-in.keep');
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  if (!(await deleteToken(context.db, accountId, id))) return fail(notFound('token'));
  await record(context, { thing: 'token', thingId: id, event: 'token.revoked', subjectId: accountId });
  return ok({ id });
}
