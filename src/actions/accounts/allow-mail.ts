import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findName } from '../../db/queries/accounts.ts';
import { deleteBounces } from '../../db/queries/messages.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type AllowMailError = CommonFailure | { readonly kind: 'mail-not-stopped' };

/** Lets letters go to a stopped address again, those that were held back first: its owner does, or an admin. */
export async function allowMail(context: ActionContext, accountId: string): Promise<Result<{ readonly id: string }, AllowMailError>> {
  const { actor } = context;
  const isOwn = accountIdOf(actor) === accountId;
  const may = authorise(actor, isOwn ? 'me.change' : 'account.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    if ((await findName(db, accountId)) === undefined) return fail(notFound('account'));
    if (!(await deleteBounces(db, accountId))) return fail({ kind: 'mail-not-stopped' });
    await record({ ...context, db }, { thing: 'account', thingId: accountId, event: 'account.mail-allowed', subjectId: accountId });
    return ok({ id: accountId });
  });
}
