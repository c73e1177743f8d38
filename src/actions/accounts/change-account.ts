import type { z } from 'zod';

import { accountFaults, type accountPatchSchema } from '../../domain/account.ts';
import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAccount, hasOtherAdmin, lockAccount, saveAccount, type Account } from '../../db/queries/accounts.ts';
import { listUnknownCounties } from '../../db/queries/references.ts';
import { notFound, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { lookForBarred } from '../barred/look-for-barred.ts';
import { record } from '../record.ts';

export type ChangeAccountError = CommonFailure | { readonly kind: 'last-admin' };

/** Changes an account's name, roles or counties; the event keeps what the roles were. */
export async function changeAccount(
  context: ActionContext,
  id: string,
  patch: z.infer<typeof accountPatchSchema>,
  version: number,
): Promise<Result<Account, ChangeAccountError>> {
  const may = authorise(context.actor, 'account.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const account = await lockAccount(db, id);
    if (account === undefined) return fail(notFound('account'));
    if (account.version !== version) return fail({ kind: 'stale', version: account.version });
    const { name = account.name, roles = [...account.roles], countyCodes = [...account.countyCodes] } = patch;
    const faults: Fault[] = [...accountFaults({ roles, countyCodes })];
    for (const index of await listUnknownCounties(db, countyCodes)) faults.push({ pointer: `/countyCodes/${index}`, code: 'unknown' });
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const stepsDown = account.roles.includes('admin') && !roles.includes('admin');
    if (stepsDown && !(await hasOtherAdmin(db, id))) return fail({ kind: 'last-admin' });

    await saveAccount(db, id, { name, roles, countyCodes });
    const details = { rolesBefore: account.roles, roles, countyCodesBefore: account.countyCodes, countyCodes };
    await record({ ...context, db }, { thing: 'account', thingId: id, event: 'account.changed', subjectId: id, details });
    await lookForBarred({ ...context, db }, id);
    const changed = await findAccount(db, id);
    return changed === undefined ? fail(notFound('account')) : ok(changed);
  });
}
