import { sql, type SQL } from 'drizzle-orm';
import { check, customType, timestamp, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';

/** Identifiers rise with time, so that an index on them grows at one end. */
export const id = () =>
  uuid()
    .primaryKey()
    .default(sql`uuidv7()`);

/** An instant, in UTC on the wire and in the store. */
export const instant = () => timestamp({ withTimezone: true, mode: 'string' });

export const createdAt = () => instant().notNull().defaultNow();

/** A range of calendar days; the database keeps it half-open. */
export const daterange = customType<{ data: string }>({ dataType: () => 'daterange' });

export const tstzrange = customType<{ data: string }>({ dataType: () => 'tstzrange' });

export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** A column whose value is one of a closed list. */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  const list: SQL = sql.raw(values.map((value) => `'${value}'`).join(', '));
  return check(name, sql`${column} in (${list})`);
}
