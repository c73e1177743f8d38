import type postgres from 'postgres';

import type { Told } from './plans.ts';

/** A table is large from here on: below, a look at all of it costs no more than an index. */
const largeRows = 2000;

/** How many rows each large table has, as the planner knows. */
export async function rowsByLargeTable(sql: postgres.Sql): Promise<ReadonlyMap<string, number>> {
  const tables = await sql<{ name: string; rows: number }[]>`select relname as name, reltuples::int as rows from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples >= ${largeRows}`;
  return new Map(tables.map(({ name, rows }) => [name, rows]));
}

/** Large tables that were read from the front on, or of which another way looked at half and more; each with what asked for it. */
export function wholeReads(told: readonly Told[], rowsByTable: ReadonlyMap<string, number>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { statement, reads } of told) {
    for (const { table, way, index, rows } of reads) {
      const all = rowsByTable.get(table);
      // A look from the front that ends at once is none.
      const isWhole = way === 'Seq Scan' ? rows * 20 >= (all ?? 0) : rows * 2 >= (all ?? 0);
      if (all === undefined || rows === 0 || !isWhole) continue;
      const by = index === undefined ? way : `${way} by ${index}`;
      found.set(table, `${table}: ${by}, ${rows} of ${all} rows: ${statement.replaceAll(/\s+/g, ' ').trim().slice(0, 200)}`);
    }
  }
  return found;
}
