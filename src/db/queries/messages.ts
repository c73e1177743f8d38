import { and, eq, isNull, lte } from 'drizzle-orm';

import type { Letter } from '../../mail/letter.ts';
import type { Connection } from '../client.ts';
import type { FieldKeys } from '../field-keys.ts';
import { messages } from '../tables/events.ts';

export type Message = typeof messages.$inferSelect;

/** Where a message's letter belongs, for its encryption. */
export function letterPlace(eventId: string, template: string): string {
  return `messages.sealed_letter ${eventId} ${template}`;
}

type Post = {
  /** The event that causes it, written in this transaction. */
  readonly eventId: string;
  readonly accountId: string | null;
  readonly template: string;
  readonly letter: Letter;
};

/** Lays a letter into the outbox, in the transaction of what causes it. */
export async function insertMessage(db: Connection, keys: FieldKeys, { eventId, accountId, template, letter }: Post): Promise<void> {
  const sealedLetter = await keys.seal(JSON.stringify(letter), letterPlace(eventId, template));
  await db.insert(messages).values({ eventId, accountId, template, sealedLetter });
}

export async function openLetter(keys: FieldKeys, { eventId, template, sealedLetter }: Message): Promise<Letter> {
  if (sealedLetter === null) throw new Error('a message without its letter');
  // What we sealed is what we open.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(await keys.open(sealedLetter, letterPlace(eventId, template))) as Letter;
}

/** The message that is due longest; one that another job holds is left to it. */
export async function lockDueMessage(db: Connection, now: string): Promise<Message | undefined> {
  const [message] = await db
    .select()
    .from(messages)
    .where(and(isNull(messages.sentAt), isNull(messages.failedAt), lte(messages.nextAttemptAt, now)))
    .orderBy(messages.nextAttemptAt)
    .limit(1)
    .for('update', { skipLocked: true });
  return message;
}

export async function saveMessage(db: Connection, id: string, change: Partial<typeof messages.$inferInsert>): Promise<void> {
  await db.update(messages).set(change).where(eq(messages.id, id));
}
