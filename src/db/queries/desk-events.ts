import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { pageOf, type Page } from './page.ts';
import { allOf } from './queue.ts';

export type EventFilter = {
  readonly thing?: string | undefined;
  readonly thingId?: string | undefined;
  readonly event?: string | undefined;
  /** Who acted, or whom it concerns. */
  readonly personId?: string | undefined;
  /** The day in Shanghai. */
  readonly day?: string | undefined;
};

export type ListedEvent = {
  readonly sequence: string;
  readonly at: string;
  readonly actor: string;
  readonly actorId: string | null;
  readonly name: string | null;
  readonly subjectId: string | null;
  readonly subject: string | null;
  readonly thing: string;
  readonly thingId: string;
  readonly event: string;
  readonly toState: string | null;
  readonly reason: string | null;
};

/** What happened, the newest first, before a place in the chain; as far as the reader may see it. */
export async function listEventsInFull(
  db: Connection,
  filter: EventFilter,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<Page<ListedEvent>> {
  const { thing, thingId, event, personId, day } = filter;
  const conditions = allOf([
    page.before === undefined ? sql`e.sequence is not null` : sql`e.sequence < ${page.before}`,
    thing === undefined ? undefined : sql`e.thing = ${thing}`,
    thingId === undefined ? undefined : sql`e.thing_id = ${thingId}`,
    event === undefined ? undefined : sql`e.event = ${event}`,
    personId === undefined ? undefined : sql`(e.subject_id = ${personId} or e.actor_id = ${personId})`,
    day === undefined
      ? undefined
      : sql`e.at >= (${day}::date)::timestamp at time zone 'Asia/Shanghai' and e.at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
  ]);
  const rows = await db.execute<ListedEvent>(sql`
    select e.sequence::text as sequence, e.at::text as at, e.actor_name as actor, e.actor_id as "actorId", who.name, e.subject_id as "subjectId",
      whom.name as subject, e.thing, e.thing_id as "thingId", e.event, e.to_state as "toState", e.reason
    from events e left join accounts who on who.id = e.actor_id left join accounts whom on whom.id = e.subject_id
    where ${conditions} order by e.sequence desc limit ${page.limit + 1}`);
  return pageOf([...rows], { limit: page.limit }, ({ sequence }) => sequence);
}
