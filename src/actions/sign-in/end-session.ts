import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deleteSession } from '../../db/queries/sign-in.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Ends one of the actor's own sessions; the browser it was in is asked to sign in again. */
export async function endSession(context: ActionContext, id: string): Promise<Result<{ readonly id: string }, CommonFailure>> {
  const may = authorise(context.actor, 'sign-in.keep');
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  if (!(await deleteSession(context.db, accountId, id))) return fail(notFound('session'));
  await record(context, { thing: 'session', thingId: id, event: 'session.ended', subjectId: accountId });
  return ok({ id });
}
