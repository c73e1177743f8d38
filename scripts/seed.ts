import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { loadMadeUp } from '../seeds/made-up/load.ts';
import { sizeNames, type SizeName } from '../seeds/made-up/sizes.ts';
import type { FieldKeys } from '../src/db/field-keys.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { setting } from './installation/environment.ts';
import { openKeys, readKeys } from './installation/keys.ts';
import { progressBar } from './installation/progress-bar.ts';
import { runningDatabase } from './installation/running-database.ts';

const usage = `Usage: npm run seed -- --size NAME, where NAME is one of: ${sizeNames.join(', ')}`;

/** Loads made-up data into the running installation. */
async function main(): Promise<void> {
  const size = readSize();
  const databaseUrl = await runningDatabase();
  const begun = performance.now();
  const keys = await keysOfInstallation();
  const made = await loadMadeUp(databaseUrl, size, { today: new Date(), keys, progress: progressBar() });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(made ? `Loaded ${size} in ${seconds} s. It is made up.` : `${size} is there already; nothing was changed.`);
}

/** The site has made them when it first started: what the demonstration encrypts must open there. */
async function keysOfInstallation(): Promise<FieldKeys> {
  const file = path.resolve(setting('ZHIJIAO_DATA') ?? '.data', 'keys.json');
  if (!existsSync(file)) throw new CannotStart(`There is no ${file}. Give the folder of the installation as ZHIJIAO_DATA.`);
  return openKeys(await readKeys(file));
}

function readSize(): SizeName {
  try {
    const { values } = parseArgs({ options: { size: { type: 'string' } } });
    const size = sizeNames.find((name) => name === values.size);
    if (size !== undefined) return size;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
  throw new CannotStart(usage);
}

await runCommand(main);
