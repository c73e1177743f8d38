import { DateTime } from 'luxon';

import { accountInputSchema } from '../src/domain/account.ts';
import { instantOf } from '../src/actions/context.ts';
import { record } from '../src/actions/record.ts';
import { openDatabase } from '../src/db/client.ts';
import { findAccountByEmail, hasOtherAdmin, insertAccount, saveAccount } from '../src/db/queries/accounts.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { runningDatabase } from './installation/running-database.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** Makes the first administrator, for the operator of an installation; once there is one, admins make others. */
async function main(): Promise<void> {
  const [email, ...more] = process.argv.slice(2);
  if (email === undefined || more.length > 0) throw new CannotStart('Usage: npm run --silent admin -- EMAIL');
  const input = accountInputSchema.safeParse({ email, name: email.slice(0, Math.max(1, email.indexOf('@'))), roles: ['admin'] });
  if (!input.success) throw new CannotStart(`"${email}" is no e-mail address.`);
  const db = openDatabase(await runningDatabase(), { connections: 1 });
  try {
    await db.transaction(async (tx) => {
      if (await hasOtherAdmin(tx, nobody)) throw new CannotStart('There is an administrator already, who makes others (POST /accounts).');
      const known = await findAccountByEmail(tx, input.data.email);
      const id = known?.id ?? (await insertAccount(tx, input.data));
      if (id === undefined) throw new CannotStart(`The address ${email} was taken this moment. Try again.`);
      if (known !== undefined) await saveAccount(tx, id, { roles: [...new Set([...known.roles, 'admin' as const])] });
      const now = DateTime.utc();
      const about = {
        thing: 'account',
        thingId: id,
        event: 'account.made-admin',
        subjectId: id,
        reason: `by the operator at ${instantOf(now)}`,
      };
      await record({ actor: { kind: 'system', job: 'operator' }, now, db: tx }, about);
    });
    console.log(`${email} is an administrator. Sign in with this address at /sign-in.`);
  } finally {
    await db.$client.end();
  }
}

await runCommand(main);
