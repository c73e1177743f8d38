import type postgres from 'postgres';

import { copyRows } from './copy.ts';

type Sql = postgres.Sql;
export type Thing =
  | 'season'
  | 'application'
  | 'request'
  | 'clearance'
  | 'placement'
  | 'run'
  | 'incident'
  | 'ask_back'
  | 'swap'
  | 'condition_question'
  | 'dispute'
  | 'training'
  | 'import'
  | 'webhook';

/** Who acts: somebody in one of their roles, or the loader of the data. */
export type Mover = { readonly id: string | null; readonly name: string };
export const loader: Mover = { id: null, name: 'demonstration data' };

export type Moved = {
  readonly thing: Thing;
  readonly ids: readonly string[];
  readonly at: string;
  /** Who did it: somebody, or each one whom it concerns. */
  readonly by?: Mover | 'own';
  /** Whom each thing concerns, by its id: they may read what happened. */
  readonly whose?: ReadonlyMap<string, string>;
  readonly reason?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Records that things of a lifecycle began, in the transaction that wrote them. */
export async function recordBegun(sql: Sql, moved: Moved, state: string): Promise<void> {
  await recordEvents(sql, moved, { event: `${moved.thing}.${state}`, to: state });
}

/** Moves things through states in turn, the last of them with further columns, each move with its event. */
export async function moveThrough(
  sql: Sql,
  moved: Moved,
  states: readonly string[],
  set: Readonly<Record<string, string | number | null>> = {},
): Promise<void> {
  const { thing, ids } = moved;
  if (ids.length === 0) return;
  for (const [i, to] of states.entries()) {
    const from = states[i - 1];
    if (from === undefined) continue;
    const change = i === states.length - 1 ? { ...set, state: to } : { state: to };
    await sql`update ${sql(`${thing}s`)} set ${sql(change)} where id = any(${sql.array([...ids])}::uuid[])`;
    await recordEvents(sql, moved, { event: `${thing}.${to}`, from, to });
  }
}

type Happening = { readonly event: string; readonly from?: string; readonly to?: string };

/** Records what happened to things, whether or not it moved them. */
export async function recordEvents(
  sql: Sql,
  { thing, ids, at, by = loader, whose, reason, details }: Omit<Moved, 'thing'> & { readonly thing: string },
  { event, from, to }: Happening,
): Promise<void> {
  const rows = ids.map((id) => ({
    at,
    actor_id: by === 'own' ? (whose?.get(id) ?? null) : by.id,
    actor_name: by === 'own' ? 'volunteer' : by.name,
    subject_id: whose?.get(id) ?? null,
    thing,
    thing_id: id,
    event,
    from_state: from ?? null,
    to_state: to ?? null,
    reason: reason ?? null,
    details: details ?? {},
  }));
  await copyRows(sql, 'events', rows);
}
