import type postgres from 'postgres';

/** What belongs to a running installation and not to its data: sign-ins under way, counted knocks, answers kept for a repeated call. */
export const leftBehind: readonly string[] = ['sessions', 'verifications', 'knocks', 'idempotency_keys'];

export type Table = { readonly name: string; readonly columns: readonly string[]; readonly key: readonly string[] };

/** Every table with the columns that are stored and its primary key, each table after those it refers to. */
export async function listTables(sql: postgres.Sql): Promise<Table[]> {
  const tables = await sql<{ name: string; columns: string[]; key: string[] | null }[]>`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(a.attname::text order by k.place) from pg_index i
        cross join unnest(i.indkey::smallint[]) with ordinality k(attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
  const references = await sql<{ from: string; to: string }[]>`
    select f.relname as from, t.relname as to from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid and f.relnamespace = 'public'::regnamespace`;
  const known = new Map(tables.map((table) => [table.name, { ...table, key: table.key ?? table.columns }]));
  return inOrder([...known.keys()], references).flatMap((name) => known.get(name) ?? []);
}

/**
 * Names in an order in which each stands after those it refers to, by name where that leaves a choice.
 * Throws where some refer to each other in a circle: rows of such tables could not be written one table after the other.
 */
export function inOrder(names: readonly string[], references: readonly { readonly from: string; readonly to: string }[]): string[] {
  const ordered: string[] = [];
  let rest = names.toSorted();
  while (rest.length > 0) {
    const open = new Set(rest);
    const waits = new Set(references.filter(({ from, to }) => from !== to && open.has(to)).map(({ from }) => from));
    const free = rest.filter((name) => !waits.has(name));
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${rest.join(', ')}`);
    ordered.push(...free);
    rest = rest.filter((name) => waits.has(name));
  }
  return ordered;
}
