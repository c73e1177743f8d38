import { sql, type SQL } from 'drizzle-orm';

/** Codes as a list that `in` takes; nothing is in an empty one. */
export function inCodes(codes: readonly string[]): SQL {
  if (codes.length === 0) return sql`(null)`;
  return sql`(${sql.join(
    codes.map((code) => sql`${code}`),
    sql`, `,
  )})`;
}
