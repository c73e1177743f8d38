import { and, desc, eq } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { accounts } from '../tables/accounts.ts';
import { events } from '../tables/events.ts';

/** One step of what happened to a thing: when, what, by whom as far as the reader may know, and why. */
export type HistoryStep = {
  readonly id: string;
  readonly at: string;
  readonly event: string;
  /** The roles of whoever acted, or the job. */
  readonly actorName: string;
  readonly personName: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
};

/** The latest that happened to a thing, oldest first. */
export async function listHistory(db: Connection, thing: string, thingId: string, most = 200): Promise<HistoryStep[]> {
  const latest = await db
    .select({
      id: events.id,
      at: events.at,
      event: events.event,
      actorName: events.actorName,
      personName: accounts.name,
      reason: events.reason,
      details: events.details,
    })
    .from(events)
    .leftJoin(accounts, eq(accounts.id, events.actorId))
    .where(and(eq(events.thing, thing), eq(events.thingId, thingId)))
    .orderBy(desc(events.id))
    .limit(most);
  return latest.toReversed();
}
