import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The database to work on: the one in DATABASE_URL, else that of the installation that runs here; undefined where none does. */
export async function runningDatabase(): Promise<string | undefined> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return given;
  const file = path.resolve(process.env['ZHIJIAO_DATA'] ?? '.data', 'installation.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { databaseUrl: string }).databaseUrl;
}
