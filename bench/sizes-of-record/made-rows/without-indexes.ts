import type postgres from 'postgres';

/**
 * Has rows made in tables without their indexes, and with neither the exclusion of overlapping placements: made afterwards of all rows
 * they take a fraction of the time that row by row they would.
 */
export async function withoutIndexes(tx: postgres.Sql, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const exclusions = await tx<{ table: string; name: string; made: string }[]>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as made from pg_constraint
    where contype = 'x' and conrelid = any(${tx.array([...tables])}::regclass[])`;
  for (const { table, name } of exclusions) await tx`alter table ${tx(table)} drop constraint ${tx(name)}`;
  const indexes = await tx<{ name: string; made: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
    where i.indrelid = any(${tx.array([...tables])}::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;
  for (const { name } of indexes) await tx`drop index ${tx(name)}`;
  await work();
  for (const { made } of indexes) await tx.unsafe(made);
  for (const { table, name, made } of exclusions) await tx.unsafe(`alter table ${table} add constraint ${name} ${made}`);
}
