import { readServeSettings } from '../src/node/environment.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { prepareForProduction, refuseUnfitDatabase } from './installation/prepare-database.ts';
import { keysIn, orCannotStart, ownerAddress } from './installation/production-settings.ts';

const usage = `Usage: npm run migrate
  Brings the database up to this version, with its reference data, and lets the user of DATABASE_URL in.
  DATABASE_OWNER_URL (or DATABASE_OWNER_URL_FILE) is the address with the user that owns the database; the rest is as for npm run serve.`;

/** Run before the first start and before each newer version; a second time it changes nothing. */
async function main(): Promise<void> {
  if (process.argv.length > 2) throw new CannotStart(usage);
  const ownerUrl = ownerAddress();
  if (ownerUrl === undefined) throw new CannotStart(`DATABASE_OWNER_URL is missing.\n${usage}`);
  const settings = orCannotStart(() => readServeSettings(process.env));
  const [owner, application] = [new URL(ownerUrl), new URL(settings.databaseUrl)];
  if (owner.host !== application.host || owner.pathname !== application.pathname) {
    throw new CannotStart('DATABASE_OWNER_URL and DATABASE_URL are not of the same database.');
  }
  if (owner.username === application.username) {
    throw new CannotStart(
      'DATABASE_OWNER_URL and DATABASE_URL have the same user: whoever owns the tables passes by what the database refuses.',
    );
  }
  await refuseUnfitDatabase(ownerUrl);
  const user = decodeURIComponent(application.username);
  await prepareForProduction(ownerUrl, {
    role: { user, password: decodeURIComponent(application.password) },
    keys: keysIn(settings.texts),
  });
  console.log(`The database is up to date, and ${user} may use it.`);
}

await runCommand(main);
