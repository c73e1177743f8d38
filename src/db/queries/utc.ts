import { sql, type SQL } from 'drizzle-orm';

/** An instant as ISO 8601 in UTC, to the second. */
export const utc = (instant: SQL) => sql<string>`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
