import type postgres from 'postgres';

import { copyRows } from './copy.ts';

type Sql = postgres.Sql;
export type Thing = 'season' | 'application' | 'request' | 'clearance' | 'placement';
type Moved = { readonly thing: Thing; readonly ids: readonly string[]; readonly at: string };

/** Records that things of a lifecycle began, in the transaction that wrote them. */
export async function recordBegun(sql: Sql, { thing, ids, at }: Moved, state: string): Promise<void> {
  await recordEvents(sql, { thing, ids, at }, null, state);
}

/** Moves things through states in turn, the last of them with further columns, each move with its event. */
export async function moveThrough(
  sql: Sql,
  { thing, ids, at }: Moved,
  states: readonly string[],
  set: Readonly<Record<string, string | number | null>> = {},
): Promise<void> {
  if (ids.length === 0) return;
  for (const [i, to] of states.entries()) {
    const from = states[i - 1];
    if (from === undefined) continue;
    const change = i === states.length - 1 ? { ...set, state: to } : { state: to };
    await sql`update ${sql(`${thing}s`)} set ${sql(change)} where id = any(${sql.array([...ids])}::uuid[])`;
    await recordEvents(sql, { thing, ids, at }, from, to);
  }
}

async function recordEvents(sql: Sql, { thing, ids, at }: Moved, from: string | null, to: string): Promise<void> {
  const rows = ids.map((id) => ({
    at,
    actor_name: 'demonstration data',
    thing,
    thing_id: id,
    event: `${thing}.${to}`,
    from_state: from,
    to_state: to,
  }));
  await copyRows(sql, 'events', rows);
}
