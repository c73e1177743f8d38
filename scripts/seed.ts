import { parseArgs } from 'node:util';

import postgres from 'postgres';

import { runningDatabase } from './installation/running-database.ts';
import { seedSeason, type SeasonSize } from '../seeds/made-up-season.ts';

/** Applications, requests and provinces of each size. All of it is made up. */
const sizes: Readonly<Record<string, SeasonSize>> = {
  demo: { applications: 60, requests: 20, provinces: 5 },
  programme: { applications: 4000, requests: 1107, provinces: 27 },
};

/** Loads a made-up season into the running installation. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { size: { type: 'string' } } });
  const name = values.size ?? '';
  const size = sizes[name];
  if (size === undefined) return complain(`Usage: npm run seed -- --size NAME, where NAME is one of: ${Object.keys(sizes).join(', ')}`);
  const databaseUrl = await runningDatabase();
  if (databaseUrl === undefined) return complain('Nothing runs here. Start it first (npm start), or give DATABASE_URL.');
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const begun = performance.now();
    const made = await seedSeason(sql, `Summer 2027 (demonstration, ${name})`, size, showProgress);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(made ? `Loaded ${name} in ${seconds} s. It is made up.` : `${name} is there already; nothing was changed.`);
    return 0;
  } finally {
    await sql.end();
  }
}

function showProgress(what: string, done: number, of: number): void {
  process.stderr.write(
    `\r${what.padEnd(13)} ${'#'.repeat(Math.round((30 * done) / of)).padEnd(30, '.')} ${done}/${of}${done === of ? '\n' : ''}`,
  );
}

function complain(message: string): number {
  console.error(message);
  return 1;
}

process.exitCode = await main();
