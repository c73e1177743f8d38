import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { CannotStart } from './cannot-start.ts';
import { setting } from './environment.ts';
import { refuseUnfitDatabase } from './prepare-database.ts';
import { ownerAddress } from './production-settings.ts';

/** The database to work on: the one in DATABASE_OWNER_URL or DATABASE_URL, else that of the installation that runs here. Refused where it cannot be reached. */
export async function runningDatabase(): Promise<string> {
  const databaseUrl = ownerAddress() ?? setting('DATABASE_URL') ?? (await announcedDatabase());
  if (databaseUrl === undefined) throw new CannotStart('Nothing runs here. Start it first (npm start), or give DATABASE_URL.');
  await refuseUnfitDatabase(databaseUrl);
  return databaseUrl;
}

async function announcedDatabase(): Promise<string | undefined> {
  const file = path.resolve(setting('ZHIJIAO_DATA') ?? '.data', 'installation.json');
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return (JSON.parse(text) as { databaseUrl?: string }).databaseUrl;
  } catch {
    return undefined;
  }
}
