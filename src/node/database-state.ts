import type { Sql } from 'postgres';

/** Whether this version of the code may serve the database. */
export type DatabaseState = 'ready' | 'unreachable' | 'older' | 'newer' | 'owned';

/**
 * Looks at the database as the application does.
 *
 * @param newestMigration when the newest migration of this version was written
 */
export async function databaseState(pool: Sql, newestMigration: number): Promise<DatabaseState> {
  try {
    const [role] = await pool`select rolsuper or rolbypassrls or exists (
      select 1 from pg_tables where schemaname = 'public' and tableowner = current_user) as owns from pg_roles where rolname = current_user`;
    // Whoever owns the tables passes by what the database refuses.
    if (role?.['owns'] === true) return 'owned';
    const [applied] = await pool`select max(created_at)::text as newest from drizzle.__drizzle_migrations`;
    const newest = Number(applied?.['newest'] ?? 0);
    return newest === newestMigration ? 'ready' : newest < newestMigration ? 'older' : 'newer';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // No such schema, no such table, or not yet granted: migrated by nobody, or by a version before this was looked at.
    return ['3F000', '42P01', '42501'].includes(code) ? 'older' : 'unreachable';
  }
}
