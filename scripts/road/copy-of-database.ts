import { text } from 'node:stream/consumers';

import postgres from 'postgres';

import { copyOut } from '../archive/copy-out.ts';

/** What was used and must not be found in a copy of the database. */
export type Secrets = {
  /** Long enough to be nothing else by chance. */
  readonly keys: string[];
  /** Six digits: found where they stand by themselves. */
  readonly codes: string[];
};

/** Every row of every table as text, by table, as a dump of the database holds them. */
export async function copyOfDatabase(databaseUrl: string): Promise<ReadonlyMap<string, string>> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await sql`select schemaname, tablename from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`;
    const copies = new Map<string, string>();
    for (const { schemaname, tablename } of tables) {
      const copied = await copyOut(sql, `copy "${String(schemaname)}"."${String(tablename)}" to stdout`);
      copies.set(String(tablename), await text(copied));
    }
    return copies;
  } finally {
    await sql.end();
  }
}

/** Which of them stand in the copy: as they are, or as the bytes of a column are written. Divisions have six digits as well. */
export function foundIn(copies: ReadonlyMap<string, string>, { keys, codes }: Secrets): string[] {
  const all = [...copies].filter(([table]) => table !== 'counties' && table !== 'provinces').map(([, copy]) => copy);
  const holds = (written: RegExp) => all.some((copy) => written.test(copy));
  const foundKeys = keys.filter((key) => {
    const bytes = Buffer.from(key);
    return [key, bytes.toString('hex'), bytes.toString('base64')].some((written) => all.some((copy) => copy.includes(written)));
  });
  return [...foundKeys, ...codes.filter((code) => holds(new RegExp(`(?<![\\w.])${code}(?!\\w)`)))];
}
