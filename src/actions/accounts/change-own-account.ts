import type { z } from 'zod';

import type { ownAccountPatchSchema } from '../../domain/account.ts';
import { authorise } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAccount, lockAccount, saveAccount, type Account } from '../../db/queries/accounts.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { lookForBarred } from '../barred/look-for-barred.ts';
import { record } from '../record.ts';

export type ChangeOwnAccountError = CommonFailure;

/** The person's own name, language and, for volunteers, profile. */
export async function changeOwnAccount(
  context: ActionContext,
  patch: z.infer<typeof ownAccountPatchSchema>,
  version: number,
): Promise<Result<Account, ChangeOwnAccountError>> {
  const { actor } = context;
  const may = authorise(actor, 'me.change');
  if (!may.ok) return may;
  if (actor.kind !== 'account') throw new Error('only accounts have an account');

  const today = context.now.setZone(homeZone).toISODate() ?? '';
  if (patch.profile !== undefined && patch.profile.bornDay > today) {
    return fail({ kind: 'invalid', faults: [{ pointer: '/profile/bornDay', code: 'in-the-future' }] });
  }
  return context.db.transaction(async (db) => {
    const account = await lockAccount(db, actor.accountId);
    if (account === undefined) return fail(notFound('account'));
    if (account.version !== version) return fail({ kind: 'stale', version: account.version });
    const { name = account.name, locale = account.locale, profile = account.profile } = patch;
    await saveAccount(db, account.id, { name, locale, profile });
    await record(
      { ...context, db },
      { thing: 'account', thingId: account.id, event: 'account.changed', subjectId: account.id, details: { fields: Object.keys(patch) } },
    );
    if (name !== account.name || patch.profile !== undefined) await lookForBarred({ ...context, db }, account.id);
    const changed = await findAccount(db, account.id);
    return changed === undefined ? fail(notFound('account')) : ok(changed);
  });
}
