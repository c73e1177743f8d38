import { existsSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';

import { DateTime } from 'luxon';
import PostalMime from 'postal-mime';

import { openDatabase } from '../src/db/client.ts';
import { takeReturnedNow, type Taken } from '../src/jobs/take-returned-letter.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { setting } from './installation/environment.ts';
import { openKeys, readKeys } from './installation/keys.ts';
import { environmentKeys } from './installation/production-settings.ts';
import { runningDatabase } from './installation/running-database.ts';

const usage = `Usage: npm run --silent bounce -- [ADDRESS] < MAIL.eml
  Takes a mail that came to the return domain, as a mail server hands it over. ADDRESS is whom it came to; without it, whom the mail
  says it is for.`;

const said: Readonly<Record<Taken, string>> = {
  counted: 'Counted against the address.',
  known: 'Counted before.',
  delayed: 'The letter is still on its way: not counted.',
  dropped: 'No report of a letter of ours: dropped.',
};

/** A mail server that runs a program for each mail ends here, and so does a mailbox that somebody goes through. */
async function main(): Promise<void> {
  const [address, ...more] = process.argv.slice(2);
  if (more.length > 0 || address?.startsWith('-') === true) throw new CannotStart(usage);
  const raw = new Uint8Array(await buffer(process.stdin));
  const to = address ?? (await addressIn(raw));
  const db = openDatabase(await runningDatabase(), { connections: 1 });
  try {
    const keys = openKeys(environmentKeys() ?? (await readKeys(keysFile())));
    console.log(said[await db.transaction(async (tx) => takeReturnedNow(tx, keys, DateTime.utc(), { to, raw }))]);
  } finally {
    await db.$client.end();
  }
}

/** Those of the installation that runs here: new ones would know none of its letters. */
function keysFile(): string {
  const file = path.resolve(setting('ZHIJIAO_DATA') ?? '.data', 'keys.json');
  if (!existsSync(file)) throw new CannotStart(`There is no ${file}. Say where the installation's data is with ZHIJIAO_DATA.`);
  return file;
}

/** What cannot be read is to nobody, and dropped. */
async function addressIn(raw: Uint8Array): Promise<string> {
  const mail = await PostalMime.parse(raw).catch(() => undefined);
  return mail?.deliveredTo ?? mail?.to?.[0]?.address ?? '';
}

await runCommand(main);
