import { parseArgs } from 'node:util';

import { comingYear, loadMadeUp } from '../seeds/made-up/load.ts';
import { sizeNames } from '../seeds/made-up/sizes.ts';
import { progressBar } from './installation/progress-bar.ts';
import { runningDatabase } from './installation/running-database.ts';

/** Loads made-up data into the running installation. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { size: { type: 'string' } } });
  const name = sizeNames.find((size) => size === values.size);
  if (name === undefined) return complain(`Usage: npm run seed -- --size NAME, where NAME is one of: ${sizeNames.join(', ')}`);
  const databaseUrl = await runningDatabase();
  if (databaseUrl === undefined) return complain('Nothing runs here. Start it first (npm start), or give DATABASE_URL.');
  const begun = performance.now();
  const made = await loadMadeUp(databaseUrl, name, comingYear(new Date()), progressBar());
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(made ? `Loaded ${name} in ${seconds} s. It is made up.` : `${name} is there already; nothing was changed.`);
  return 0;
}

function complain(message: string): number {
  console.error(message);
  return 1;
}

process.exitCode = await main();
