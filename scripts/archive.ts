import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import postgres from 'postgres';

import { keysFile } from './archive/manifest.ts';
import { writeArchive } from './archive/write-archive.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { setting } from './installation/environment.ts';
import { runningDatabase } from './installation/running-database.ts';

const usage = `Usage: npm run archive -- FOLDER [--with-keys]
  Writes everything the running installation holds into a new folder, while it goes on: a compressed CSV file a table, and a manifest.
  npm run restore -- FOLDER makes another installation of it.
  --with-keys   puts the keys beside it that open what is encrypted: whoever has such a folder can read all of it
  ZHIJIAO_DATA or DATABASE_URL names another installation.`;

/** Writes a whole installation into a folder that another can be made from. */
async function main(): Promise<void> {
  const { folder, withKeys } = readFlags();
  const sql = postgres(await runningDatabase(), { max: 1, onnotice: () => undefined });
  try {
    const { tables, keys } = await writeArchive(sql, folder, new Date());
    if (withKeys) await copyKeys(folder);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`${folder} holds ${rows.toLocaleString('en')} rows of ${tables.length} tables.`);
    console.log(
      withKeys
        ? 'Its keys lie beside it. Keep the folder as you keep the keys: people’s data can be read with it.'
        : `What is encrypted opens with keys.json of this installation alone (version ${Object.keys(keys).join(', ')}). Keep that file as well, in another place.`,
    );
  } finally {
    await sql.end();
  }
}

async function copyKeys(folder: string): Promise<void> {
  const file = path.resolve(setting('ZHIJIAO_DATA') ?? '.data', 'keys.json');
  await copyFile(file, keysFile(folder)).catch(() => {
    throw new CannotStart(
      `The archive is written, but there is no ${file} to put beside it. Give the folder of the installation as ZHIJIAO_DATA.`,
    );
  });
}

function readFlags(): { readonly folder: string; readonly withKeys: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'with-keys': { type: 'boolean', default: false } },
    });
    const [folder, ...more] = positionals;
    if (folder !== undefined && more.length === 0) return { folder: path.resolve(folder), withKeys: values['with-keys'] };
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
  throw new CannotStart(usage);
}

await runCommand(main);
