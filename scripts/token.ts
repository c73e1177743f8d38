import { createHash, randomBytes } from 'node:crypto';

import { DateTime } from 'luxon';

import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { runningDatabase } from './installation/running-database.ts';
import { demonstrationAccounts } from '../seeds/made-up/demonstration-accounts.ts';
import { openDatabase } from '../src/db/client.ts';
import { findAccountByEmail } from '../src/db/queries/accounts.ts';
import { insertToken } from '../src/db/queries/tokens.ts';

const daysValid = 30;

/** Prints a bearer token for an account, good for 30 days. For the operator: it needs the database, not a password. */
async function main(): Promise<void> {
  const [email, ...more] = process.argv.slice(2);
  if (email === undefined || more.length > 0) throw new CannotStart('Usage: npm run --silent token -- EMAIL');
  const db = openDatabase(await runningDatabase(), { connections: 1 });
  try {
    const account = await findAccountByEmail(db, email);
    if (account === undefined) {
      const known = demonstrationAccounts.map((demonstration) => demonstration.email).join(', ');
      throw new CannotStart(`There is no account ${email}. Demonstration accounts: ${known}.`);
    }
    const token = randomBytes(32).toString('base64url');
    const expiresAt = DateTime.utc().plus({ days: daysValid }).toISO();
    await insertToken(db, { accountId: account.id, sha256: createHash('sha256').update(token).digest(), label: 'operator', expiresAt });
    console.log(token);
  } finally {
    await db.$client.end();
  }
}

await runCommand(main);
