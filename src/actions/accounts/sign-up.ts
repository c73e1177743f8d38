import { findAccount, saveAccount } from '../../db/queries/accounts.ts';
import type { ActionContext } from '../context.ts';
import { lookForBarred } from '../barred/look-for-barred.ts';
import { record } from '../record.ts';

/** Whoever signs in for the first time without having been given an account is a volunteer; other roles only an admin gives. */
export async function signUp(context: ActionContext, accountId: string): Promise<void> {
  const account = await findAccount(context.db, accountId);
  if (account === undefined) throw new Error('an account that was just made is gone');
  const name = account.name === '' ? account.email.slice(0, account.email.indexOf('@')) : account.name;
  await saveAccount(context.db, accountId, { name, roles: ['volunteer'] });
  const about = { thing: 'account', thingId: accountId, subjectId: accountId };
  await record(context, { ...about, event: 'account.created', details: { roles: ['volunteer'] } });
  await lookForBarred(context, accountId);
}
