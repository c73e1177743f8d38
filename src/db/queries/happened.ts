import { sql, type SQL } from 'drizzle-orm';

import type { Connection } from '../client.ts';

/** An event as whoever works with the thing reads it: with the name of the person who acted, where there was one. */
export type Happened = {
  readonly at: string;
  readonly actor: string;
  readonly name: string | null;
  readonly event: string;
  readonly toState: string | null;
  readonly reason: string | null;
};

/** Everything that happened to a thing, oldest first, as JSON; row-level security leaves out what is not for the reader. */
export function happenedTo(thing: string, id: SQL): SQL {
  return sql`(select coalesce(json_agg(json_build_object('at', e.at, 'actor', e.actor_name, 'name', who.name, 'event', e.event,
      'toState', e.to_state, 'reason', e.reason) order by e.sequence), '[]')
    from events e left join accounts who on who.id = e.actor_id where e.thing = ${thing} and e.thing_id = ${id}::text)`;
}

/** A name in both languages, as JSON. */
export function named(zh: SQL, en: SQL): SQL {
  return sql`json_build_object('zh', ${zh}, 'en', ${en})`;
}

export type Named = { readonly zh: string; readonly en: string };

/** What happened to one thing, oldest first. */
export async function listHappened(db: Connection, thing: string, id: string): Promise<Happened[]> {
  const [row] = await db.execute<{ happened: Happened[] }>(sql`select ${happenedTo(thing, sql`${id}`)} as happened`);
  return row?.happened ?? [];
}
