import { accountFaults, type AccountInput } from '../../domain/account.ts';
import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAccount, insertAccount, type Account } from '../../db/queries/accounts.ts';
import { listUnknownCounties } from '../../db/queries/references.ts';
import { notFound, type ActionContext, type Fault, type Invalid, type NotFound } from '../context.ts';
import { lookForBarred } from '../barred/look-for-barred.ts';
import { record } from '../record.ts';

export type CreateAccountError = Refusal | Invalid | NotFound | { readonly kind: 'email-taken' };

/** Makes an account with its roles; only an admin gives roles. */
export async function createAccount(context: ActionContext, input: AccountInput): Promise<Result<Account, CreateAccountError>> {
  const may = authorise(context.actor, 'account.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const faults: Fault[] = [...accountFaults(input)];
    for (const index of await listUnknownCounties(db, input.countyCodes))
      faults.push({ pointer: `/countyCodes/${index}`, code: 'unknown' });
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const id = await insertAccount(db, input);
    if (id === undefined) return fail({ kind: 'email-taken' });
    await record(
      { ...context, db },
      { thing: 'account', thingId: id, event: 'account.created', subjectId: id, details: { roles: input.roles } },
    );
    await lookForBarred({ ...context, db }, id);
    const account = await findAccount(db, id);
    return account === undefined ? fail(notFound('account')) : ok(account);
  });
}
