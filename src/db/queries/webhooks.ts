import { desc, eq, sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { eventChain } from '../tables/events.ts';
import { webhooks } from '../tables/webhooks.ts';
import { afterKey, pageOf, type Page, type PageWanted } from './page.ts';

export type Webhook = typeof webhooks.$inferSelect;

/** Where a webhook's secrets belong, for their encryption. */
export const webhookSecretPlace = (id: string) => `webhooks.secret ${id}`;

/** A new identifier: the secret is bound to its row before the row is there. */
export async function newWebhookId(db: Connection): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`select uuidv7() as id`);
  if (row === undefined) throw new Error('a select returned no row');
  return row.id;
}

/** The place of the last event that was committed. */
export async function lastSequence(db: Connection): Promise<number> {
  const [chain] = await db.select({ sequence: eventChain.sequence }).from(eventChain);
  return chain?.sequence ?? 0;
}

export async function countWebhooks(db: Connection): Promise<number> {
  return db.$count(webhooks);
}

export async function insertWebhook(db: Connection, webhook: typeof webhooks.$inferInsert): Promise<Webhook> {
  const [row] = await db.insert(webhooks).values(webhook).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** Webhooks, the newest first. */
export async function listWebhooks(db: Connection, page: PageWanted): Promise<Page<Webhook>> {
  const wanted = { ...page, newestFirst: true };
  const rows = await db
    .select()
    .from(webhooks)
    .where(afterKey(webhooks.id, wanted))
    .orderBy(desc(webhooks.id))
    .limit(page.limit + 1);
  return pageOf(rows, page, ({ id }) => id);
}

export async function findWebhook(db: Connection, id: string): Promise<Webhook | undefined> {
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  return row;
}

/** The webhook's row, held until the transaction ends. */
export async function lockWebhook(db: Connection, id: string): Promise<Webhook | undefined> {
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
  return row;
}

export async function saveWebhook(db: Connection, id: string, change: Partial<typeof webhooks.$inferInsert>): Promise<Webhook> {
  const [row] = await db.update(webhooks).set(change).where(eq(webhooks.id, id)).returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}

/** Removes a webhook and its log. */
export async function deleteWebhook(db: Connection, id: string): Promise<void> {
  await db.delete(webhooks).where(eq(webhooks.id, id));
}
