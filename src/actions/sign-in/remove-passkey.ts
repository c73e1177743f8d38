import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deletePasskey } from '../../db/queries/sign-in.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Removes one of the actor's own passkeys; the mail still lets them in. */
export async function removePasskey(context: ActionContext, id: string): Promise<Result<{ readonly id: string }, CommonFailure>> {
  const may = authorise(context.actor, 'sign-in.keep');
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  if (!(await deletePasskey(context.db, accountId, id))) return fail(notFound('passkey'));
  await record(context, { thing: 'passkey', thingId: id, event: 'passkey.removed', subjectId: accountId });
  return ok({ id });
}
