import { and, asc, eq } from 'drizzle-orm';

import type { OptionalTopic } from '../../domain/letter-kind.ts';
import type { Connection } from '../client.ts';
import { unsubscriptions } from '../tables/mail.ts';

/** What somebody does not want letters about. */
export async function listUnsubscribed(db: Connection, accountId: string): Promise<OptionalTopic[]> {
  const rows = await db
    .select({ topic: unsubscriptions.topic })
    .from(unsubscriptions)
    .where(eq(unsubscriptions.accountId, accountId))
    .orderBy(asc(unsubscriptions.topic));
  return rows.map(({ topic }) => topic);
}

/** Gives whether it was wanted until now. */
export async function insertUnsubscription(db: Connection, accountId: string, topic: OptionalTopic, at: string): Promise<boolean> {
  const rows = await db
    .insert(unsubscriptions)
    .values({ accountId, topic, at })
    .onConflictDoNothing()
    .returning({ topic: unsubscriptions.topic });
  return rows.length > 0;
}

/** Gives whether it was turned off until now. */
export async function deleteUnsubscription(db: Connection, accountId: string, topic: OptionalTopic): Promise<boolean> {
  const rows = await db
    .delete(unsubscriptions)
    .where(and(eq(unsubscriptions.accountId, accountId), eq(unsubscriptions.topic, topic)))
    .returning({ topic: unsubscriptions.topic });
  return rows.length > 0;
}
