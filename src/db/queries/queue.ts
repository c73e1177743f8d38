import { sql, type SQL } from 'drizzle-orm';

import type { Connection } from '../client.ts';

/**
 * Rows in an order of their own, such as by the day they were handed in: what is read, each row's id, and what it is ordered by,
 * never null. Equal keys go by id, so that a row's id alone says where it stands.
 */
export type Ordered = { readonly source: SQL; readonly id: SQL; readonly key: SQL; readonly isDescending?: boolean | undefined };

/** What comes after the row with this id, whether or not that row still keeps to the filters. */
export function afterRow({ source, id, key, isDescending }: Ordered, after: string | undefined): SQL {
  if (after === undefined) return sql`true`;
  const row = sql`(select ${key}, ${id} from ${source} where ${id} = ${after})`;
  return isDescending === true ? sql`(${key}, ${id}) < ${row}` : sql`(${key}, ${id}) > ${row}`;
}

export function inOrder({ id, key, isDescending }: Ordered): SQL {
  return isDescending === true ? sql`${key} desc, ${id} desc` : sql`${key}, ${id}`;
}

export function allOf(conditions: readonly (SQL | undefined)[]): SQL {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `);
}

/** A list of all years is counted so far; beyond it a page says that there are more. */
export const mostCounted = 1000;

/** Text as `ilike` takes it: anywhere, and its signs meant as they are written. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

export type Left = {
  /** What waits besides the row, under the same filters. */
  readonly left: number;
  /** The one to look at next: after the row, or from the start again. */
  readonly nextId: string | null;
};

/** What is left of a queue besides one of its rows, and where to go on. */
export async function findLeft(db: Connection, ordered: Ordered, waiting: SQL, id: string): Promise<Left> {
  const { source, id: idOf } = ordered;
  const others = sql`from ${source} where ${waiting} and ${idOf} <> ${id}`;
  const [row] = await db.execute<Left>(sql`
    select (select count(*)::int ${others}) as left, coalesce(
      (select ${idOf} ${others} and ${afterRow(ordered, id)} order by ${inOrder(ordered)} limit 1),
      (select ${idOf} ${others} order by ${inOrder(ordered)} limit 1)) as "nextId"`);
  return row ?? { left: 0, nextId: null };
}
