import { createHash, randomBytes } from 'node:crypto';

import { DateTime } from 'luxon';

import { runningDatabase } from './installation/running-database.ts';
import { demonstrationAccounts } from '../seeds/made-up/demonstration-accounts.ts';
import { openDatabase } from '../src/db/client.ts';
import { findAccountByEmail, insertToken } from '../src/db/queries/accounts.ts';

const daysValid = 30;

/** Prints a bearer token for an account, good for 30 days. For the operator: it needs the database, not a password. */
async function main(email: string | undefined): Promise<number> {
  if (email === undefined) return complain('Usage: npm run --silent token -- EMAIL');
  const databaseUrl = await runningDatabase();
  if (databaseUrl === undefined) return complain('Nothing runs here. Start it first (npm start), or give DATABASE_URL.');
  const db = openDatabase(databaseUrl, { connections: 1 });
  try {
    const account = await findAccountByEmail(db, email);
    if (account === undefined) {
      return complain(
        `There is no account ${email}. Demonstration accounts: ${demonstrationAccounts.map((known) => known.email).join(', ')}.`,
      );
    }
    const token = randomBytes(32).toString('base64url');
    const expiresAt = DateTime.utc().plus({ days: daysValid }).toISO();
    await insertToken(db, { accountId: account.id, sha256: createHash('sha256').update(token).digest(), label: 'operator', expiresAt });
    console.log(token);
    return 0;
  } finally {
    await db.$client.end();
  }
}

function complain(message: string): number {
  console.error(message);
  return 1;
}

process.exitCode = await main(process.argv[2]);
