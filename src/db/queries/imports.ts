import { and, asc, eq, sql, type SQL } from 'drizzle-orm';

import type { ImportKind } from '../../domain/import/import.ts';
import type { Connection } from '../client.ts';
import { importMappings, importOrigins, imports } from '../tables/imports.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type Import = typeof imports.$inferSelect;
export type ListedImport = Import & { readonly requestedByName: string };

/** Imports by id, with who sent them. */
export async function listImports(
  db: Connection,
  filter: { readonly kind?: ImportKind | undefined },
  page: PageWanted,
): Promise<Page<ListedImport>> {
  const rows = await db
    .select({ row: imports, name: sql<string>`(select a.name from accounts a where a.id = ${imports.requestedBy})` })
    .from(imports)
    .where(and(filter.kind === undefined ? undefined : eq(imports.kind, filter.kind), afterKey(imports.id, page)))
    .orderBy(byKey(imports.id, page))
    .limit(page.limit + 1);
  const listed = rows.map(({ row, name }) => ({ ...row, requestedByName: name }));
  return pageOf(listed, page, ({ id }) => id);
}

export async function findImport(db: Connection, id: string): Promise<ListedImport | undefined> {
  const [found] = await db
    .select({ row: imports, name: sql<string>`(select a.name from accounts a where a.id = ${imports.requestedBy})` })
    .from(imports)
    .where(eq(imports.id, id));
  return found === undefined ? undefined : { ...found.row, requestedByName: found.name };
}

/** The import's row, held until the transaction ends. */
export async function lockImport(db: Connection, id: string): Promise<Import | undefined> {
  const [row] = await db.select().from(imports).where(eq(imports.id, id)).for('update');
  return row;
}

export async function insertImport(db: Connection, row: typeof imports.$inferInsert): Promise<Import> {
  const [inserted] = await db.insert(imports).values(row).returning();
  if (inserted === undefined) throw new Error('an insert returned no row');
  return inserted;
}

export async function saveImport(db: Connection, id: string, change: Partial<typeof imports.$inferInsert>): Promise<Import> {
  const [row] = await db.update(imports).set(change).where(eq(imports.id, id)).returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}

/** The oldest import that waits for its job, or whose job went silent; held, and passed over by every other job. */
export async function lockDueImport(db: Connection, silentSince: string): Promise<Import | undefined> {
  const [row] = await db
    .select()
    .from(imports)
    .where(
      sql`${imports.state} in ('checking', 'applying') and (${imports.heartbeatAt} is null or ${imports.heartbeatAt} < ${silentSince})`,
    )
    .orderBy(asc(imports.id))
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

type Beat = { readonly at: string; readonly progress: number; readonly attempts: number };

/** Says that the import's job lives and how far it is; gives whether it is to go on: nobody asked it to stop, and no other job took it up. */
export async function beatImport(db: Connection, id: string, { at, progress, attempts }: Beat): Promise<'go on' | 'stop' | 'lost'> {
  const [row] = await db
    .update(imports)
    .set({ heartbeatAt: at, progress })
    .where(and(eq(imports.id, id), eq(imports.attempts, attempts), sql`${imports.state} in ('checking', 'applying')`))
    .returning({ stopRequestedAt: imports.stopRequestedAt });
  if (row === undefined) return 'lost';
  return row.stopRequestedAt === null ? 'go on' : 'stop';
}

/** How columns of these names were last said to fill the fields. */
export async function findMapping(
  db: Connection,
  kind: ImportKind,
  headersKey: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const [row] = await db
    .select({ named: importMappings.named })
    .from(importMappings)
    .where(and(eq(importMappings.kind, kind), eq(importMappings.headersKey, headersKey)));
  return row?.named;
}

export async function rememberMapping(db: Connection, row: typeof importMappings.$inferInsert): Promise<void> {
  const { named, savedBy, savedAt } = row;
  await db
    .insert(importMappings)
    .values(row)
    .onConflictDoUpdate({ target: [importMappings.kind, importMappings.headersKey], set: { named, savedBy, savedAt } });
}

/** Imports that write things of one kind go one after the other, so that no two make the same thing. */
export async function lockKind(db: Connection, kind: ImportKind): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${kind}`}, 0))`);
}

export type NewOrigin = typeof importOrigins.$inferInsert;
export async function insertOrigins(db: Connection, rows: readonly NewOrigin[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000) await db.insert(importOrigins).values(rows.slice(i, i + 1000));
}

export type Origin = {
  readonly importId: string;
  readonly fileName: string;
  readonly line: number;
  readonly confidence: string;
  readonly at: string;
};

/** From which files a thing comes, the newest last, as JSON for a statement that reads the thing as well. */
export function originsOf(thing: string, thingId: string): SQL {
  return sql`(select coalesce(json_agg(x order by x.k), '[]') from (
    select o.id as k, o.import_id as "importId", coalesce(i.file_name, '') as "fileName", o.line, o.confidence, o.created_at as at
    from import_origins o left join imports i on i.id = o.import_id where o.thing = ${thing} and o.thing_id = ${thingId} order by o.id limit 20) x)`;
}

/** From which files a thing comes, the newest last. */
export async function listOrigins(db: Connection, thing: string, thingId: string): Promise<readonly Origin[]> {
  const [row] = await db.execute<{ origins: Origin[] }>(sql`select ${originsOf(thing, thingId)} as origins`);
  return row?.origins ?? [];
}

/** From which lines of which files the person's records come. */
export async function listOwnOrigins(db: Connection, accountId: string) {
  const rows = await db.execute<{ thing: string; thingId: string; line: number; confidence: string; at: string }>(sql`
    select o.thing, o.thing_id as "thingId", o.line, o.confidence, o.created_at as at from import_origins o
    where (o.thing, o.thing_id) in (select 'account', ${accountId}::text
      union all select 'placement', p.id::text from placements p where p.account_id = ${accountId}) order by o.id`);
  return [...rows];
}

/** Which things of a kind came by these keys before. */
export async function findByKeys(db: Connection, thing: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.execute<{ key: string; thing_id: string }>(sql`
    select o.key, o.thing_id from import_origins o
    where o.thing = ${thing} and o.key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`);
  return new Map(rows.map(({ key, thing_id: id }) => [key, id]));
}
