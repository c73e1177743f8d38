import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findAccount, lockAccount, saveFrozen, type Account } from '../../db/queries/accounts.ts';
import { deleteSessionsOf } from '../../db/queries/sign-in.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type FreezeAccountError = CommonFailure | { readonly kind: 'own-account' };

/** Freezes an account, or thaws it: nobody signs in to it, and nothing more is done with its data while the law asks that it is kept. */
export async function freezeAccount(
  context: ActionContext,
  id: string,
  { frozen, reason }: { readonly frozen: boolean; readonly reason: string },
): Promise<Result<Account, FreezeAccountError>> {
  const may = authorise(context.actor, 'account.freeze');
  if (!may.ok) return may;
  if (id === accountIdOf(context.actor)) return fail({ kind: 'own-account' });
  return context.db.transaction(async (db) => {
    const account = await lockAccount(db, id);
    if (account === undefined) return fail(notFound('account'));
    await saveFrozen(db, id, frozen ? instantOf(context.now) : null);
    // A thaw brings no session back.
    if (frozen) await asConsequence(db, context.actor, async () => deleteSessionsOf(db, id));
    const event = frozen ? 'account.frozen' : 'account.thawed';
    await record({ ...context, db }, { thing: 'account', thingId: id, event, reason, subjectId: id });
    const saved = await findAccount(db, id);
    return saved === undefined ? fail(notFound('account')) : ok(saved);
  });
}
