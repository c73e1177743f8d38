import { parseArgs } from 'node:util';

import { sql } from 'drizzle-orm';

import { openDatabase } from '../src/db/client.ts';
import { sealAnew, sealedColumns } from '../src/db/queries/sealed-columns.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { DataFolder } from './installation/data-folder.ts';
import { startEmbeddedPostgres } from './installation/embedded-postgres.ts';
import { setting } from './installation/environment.ts';
import { fingerprintOf, newKey, openKeys, readKeys, writeKeys, type Keys } from './installation/keys.ts';
import { makeDatabase } from './installation/prepare-database.ts';
import { environmentKeys } from './installation/production-settings.ts';
import { runningDatabase } from './installation/running-database.ts';

const usage = `Usage: npm run --silent rotate-keys -- [--forget-old]
  Makes a new key, and encrypts everything anew with it. Stop the site first: it reads its keys when it starts.
  Where FIELD_KEYS is set, the newest key of it encrypts everything anew, beside what serves.
  --forget-old removes the older keys once nothing needs them; a backup made before can then no longer be read.`;

/** Replaces the key of the encrypted fields, in an installation that stands still. */
async function main(): Promise<void> {
  const { 'forget-old': forgetOld } = readFlags();
  const given = environmentKeys();
  if (given !== undefined) return sealWith(given);
  const folder = await DataFolder.take(setting('ZHIJIAO_DATA') ?? '.data');
  try {
    const keys = await readKeys(folder.keys);
    const version = Math.max(...Object.keys(keys.fieldKeys).map(Number)) + 1;
    if (version > 255) throw new CannotStart('There have been 255 keys, which is as many as a sealed value can tell apart.');
    const grown: Keys = { ...keys, fieldKeys: { ...keys.fieldKeys, [version]: newKey() } };
    // Written before anything is sealed with it: a key that only this process knew would be lost with it.
    await writeKeys(folder.keys, grown);
    const sealed = await withDatabase(folder, async (url) => sealAll(url, grown, version));
    console.log(`Key ${version} is in use; ${sealed} values were encrypted anew.`);
    if (!forgetOld) return console.log('The older keys are kept for backups. Start the site again.');
    await writeKeys(folder.keys, { ...grown, fieldKeys: { [version]: grown.fieldKeys[version] ?? '' } });
    console.log('The older keys are gone. Start the site again.');
  } finally {
    await folder.release();
  }
}

/** Where the environment names the keys, the newest of them is already in use by what serves: nothing needs to stand still. */
async function sealWith(keys: Keys): Promise<void> {
  const version = Math.max(...Object.keys(keys.fieldKeys).map(Number));
  const sealed = await sealAll(await runningDatabase(), keys, version);
  console.log(`Key ${version} is in use; ${sealed} values were encrypted anew. FIELD_KEYS needs the older keys no longer, backups do.`);
}

/** The database that stands still, or that of DATABASE_URL. */
async function withDatabase<T>(folder: DataFolder, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const given = setting('DATABASE_URL');
  if (given !== undefined) return work(given);
  const server = await startEmbeddedPostgres(folder.postgres);
  try {
    return await work(await makeDatabase(server.adminUrl));
  } finally {
    await server.stop();
  }
}

/** All of it or nothing; the fingerprints tell the next start which keys belong to this database. */
async function sealAll(ownerUrl: string, keys: Keys, version: number): Promise<number> {
  const db = openDatabase(ownerUrl, { connections: 1 });
  try {
    return await db.transaction(async (tx) => {
      let sealed = 0;
      for (const column of sealedColumns) sealed += await sealAnew(tx, openKeys(keys), column);
      await tx.execute(sql`delete from key_versions`);
      const fingerprint = fingerprintOf(keys.fieldKeys[version] ?? '');
      await tx.execute(sql`insert into key_versions (version, fingerprint) values (${version}, ${fingerprint})`);
      return sealed;
    });
  } finally {
    await db.$client.end();
  }
}

function readFlags(): { readonly 'forget-old': boolean } {
  try {
    return parseArgs({ options: { 'forget-old': { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

await runCommand(main);
