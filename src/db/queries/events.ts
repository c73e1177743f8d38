import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { events } from '../tables/events.ts';

export type EventRow = typeof events.$inferSelect;

export type NewEvent = {
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly subjectId: string | null;
  readonly thing: string;
  readonly thingId: string;
  readonly event: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly reason: string | null;
  readonly details: Record<string, unknown>;
};

/** Adds events; the database gives each its place in the chain when the transaction commits. */
export async function insertEvents(db: Connection, rows: readonly NewEvent[]): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < rows.length; i += eventsAStatement) {
    const part = rows.slice(i, i + eventsAStatement);
    const inserted = await db
      .insert(events)
      .values([...part])
      .returning({ id: events.id });
    ids.push(...inserted.map((row) => row.id));
  }
  return ids;
}

/** PostgreSQL takes at most 65,535 parameters a statement. */
const eventsAStatement = 1000;

type Filter = {
  readonly subjectId?: string | undefined;
  readonly thing?: string | undefined;
  readonly thingId?: string | undefined;
};

function matches({ subjectId, thing, thingId }: Filter) {
  return and(
    subjectId === undefined ? undefined : eq(events.subjectId, subjectId),
    thing === undefined ? undefined : eq(events.thing, thing),
    thingId === undefined ? undefined : eq(events.thingId, thingId),
  );
}

/**
 * Events after a place in the chain, oldest first. Places are given at commit, under a lock that the transaction holds until others see
 * it: whoever sees a place sees all before it, so nothing appears behind a reader later on.
 */
export async function listEventsAfter(
  db: Connection,
  filter: Filter,
  page: { readonly limit: number; readonly after: number },
): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(matches(filter), gt(events.sequence, page.after)))
    .orderBy(asc(events.sequence))
    .limit(page.limit);
}

/** Events, newest first, before a place in the chain. */
export async function listEvents(
  db: Connection,
  filter: Filter,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(matches(filter), page.before === undefined ? sql`${events.sequence} is not null` : lt(events.sequence, page.before)))
    .orderBy(desc(events.sequence))
    .limit(page.limit + 1);
}
