import { and, eq, isNull, lte, sql } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import type { LetterKind, OptionalTopic } from '../../domain/letter-kind.ts';
import type { Letter } from '../../mail/letter.ts';
import type { Connection } from '../client.ts';
import type { FieldKeys } from '../field-keys.ts';
import { accounts } from '../tables/accounts.ts';
import { announcements } from '../tables/announcements.ts';
import { messages } from '../tables/events.ts';
import { bounces, handovers, returnedLetters, unsubscriptions } from '../tables/mail.ts';

export type Message = typeof messages.$inferSelect;

/** Where a message's letter belongs, for its encryption. */
export function letterPlace(eventId: string, template: string): string {
  return `messages.sealed_letter ${eventId} ${template}`;
}

type Post = {
  /** The event that causes it, written in this transaction. */
  readonly eventId: string;
  readonly accountId: string | null;
  readonly template: LetterKind;
  readonly letter: Letter;
};

/** Lays a letter into the outbox, in the transaction of what causes it; whoever has an account finds it on the site as well. */
export async function insertMessage(db: Connection, keys: FieldKeys, post: Post): Promise<void> {
  await insertMessages(db, keys, [post]);
}

/** Lays letters into the outbox, all in one statement. */
export async function insertMessages(db: Connection, keys: FieldKeys, posts: readonly Post[]): Promise<void> {
  if (posts.length === 0) return;
  const rows = await Promise.all(
    posts.map(async ({ eventId, accountId, template, letter }) => {
      const sealedLetter = await keys.seal(JSON.stringify(letter), letterPlace(eventId, template));
      return { eventId, accountId, template, sealedLetter, ...noticeOf(accountId, letter) };
    }),
  );
  await db.insert(messages).values(rows);
}

/** A notice says what the letter's subject says, and leads where the letter leads. */
function noticeOf(accountId: string | null, { subject, link }: Letter) {
  if (accountId === null || link === undefined) return {};
  const { pathname, search } = new URL(link);
  return { noticeSubject: subject, noticePath: pathname + search };
}

export async function openLetter(keys: FieldKeys, { eventId, template, sealedLetter }: Message): Promise<Letter> {
  if (sealedLetter === null) throw new Error('a message without its letter');
  // What we sealed is what we open.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(await keys.open(sealedLetter, letterPlace(eventId, template))) as Letter;
}

export type DueMessage = Message & {
  /** The account's address as it is now; null where it goes to somebody without one. */
  readonly email: string | null;
  readonly name: string | null;
  readonly locale: Locale | null;
  readonly announcement: typeof announcements.$inferSelect | null;
  /** What its reader turned off. */
  readonly unsubscribed: readonly OptionalTopic[];
};

/**
 * The message that is due longest. One that another job holds is left to it, one for a stopped address waits, and one of which nobody
 * heard the answer is not sent again. The lock lets its handover be written beside it.
 */
export async function lockDueMessage(db: Connection, now: string): Promise<DueMessage | undefined> {
  const [row] = await db
    .select({
      message: messages,
      email: accounts.email,
      name: accounts.name,
      locale: accounts.locale,
      announcement: announcements,
      unsubscribed: sql<
        OptionalTopic[]
      >`(select coalesce(json_agg(topic), '[]') from ${unsubscriptions} where ${unsubscriptions.accountId} = ${messages.accountId})`,
    })
    .from(messages)
    .leftJoin(accounts, eq(accounts.id, messages.accountId))
    .leftJoin(announcements, eq(announcements.id, messages.announcementId))
    .where(
      and(
        isNull(messages.sentAt),
        isNull(messages.failedAt),
        lte(messages.nextAttemptAt, now),
        sql`not exists (select from ${handovers} where ${handovers.messageId} = ${messages.id})`,
        sql`not exists (select from ${bounces} where ${bounces.accountId} = ${messages.accountId} and ${bounces.stoppedAt} is not null)`,
      ),
    )
    .orderBy(messages.nextAttemptAt, messages.id)
    .limit(1)
    .for('no key update', { of: messages, skipLocked: true });
  if (row === undefined) return undefined;
  const { message, ...reader } = row;
  return { ...message, ...reader };
}

/** Writes down that the last line of a letter is about to leave. */
export async function insertHandover(db: Connection, messageId: string, handedAt: string): Promise<void> {
  await db.insert(handovers).values({ messageId, handedAt });
}

/** The server's answer was heard, or the letter never left. */
export async function deleteHandover(db: Connection, messageId: string): Promise<void> {
  await db.delete(handovers).where(eq(handovers.messageId, messageId));
}

type Bounce = {
  readonly accountId: string;
  readonly at: string;
  readonly answer: string;
  readonly most: number;
  readonly settledBefore: string;
};

/**
 * Counts a letter that was refused for good; the address is stopped once there were so many in a row. One that a server took after the
 * last refusal, so long ago that it would have come back by now, arrived: the row begins anew.
 */
export async function countBounce(
  db: Connection,
  { accountId, at, answer, most, settledBefore }: Bounce,
): Promise<{ readonly isStopped: boolean }> {
  const next = sql`case when exists (select from ${messages} where ${messages.accountId} = ${bounces.accountId}
    and ${messages.sentAt} > ${bounces.lastAt} and ${messages.sentAt} < ${settledBefore}::timestamptz
    and not exists (select from ${returnedLetters} where ${returnedLetters.messageId} = ${messages.id})) then 1 else ${bounces.inARow} + 1 end`;
  const [row] = await db
    .insert(bounces)
    .values({ accountId, inARow: 1, lastAt: at, lastAnswer: answer })
    .onConflictDoUpdate({
      target: bounces.accountId,
      set: {
        inARow: next,
        lastAt: at,
        lastAnswer: answer,
        stoppedAt: sql`coalesce(${bounces.stoppedAt}, case when ${next} >= ${most} then ${at}::timestamptz end)`,
      },
    })
    .returning({ inARow: bounces.inARow });
  return { isStopped: row?.inARow === most };
}

/** The letter's reader, where it went to an account: with the address as it is now. */
export async function findLetterReader(db: Connection, messageId: string): Promise<{ accountId: string; email: string } | undefined> {
  const [row] = await db
    .select({ accountId: accounts.id, email: accounts.email })
    .from(messages)
    .innerJoin(accounts, eq(accounts.id, messages.accountId))
    .where(eq(messages.id, messageId));
  return row;
}

/** Writes down that a letter came back; gives whether that is news. */
export async function insertReturnedLetter(db: Connection, returned: typeof returnedLetters.$inferInsert): Promise<boolean> {
  const rows = await db.insert(returnedLetters).values(returned).onConflictDoNothing().returning({ id: returnedLetters.messageId });
  return rows.length > 0;
}

/** Forgets what was refused, so that letters go to the address again; gives whether there was anything to forget. */
export async function deleteBounces(db: Connection, accountId: string): Promise<boolean> {
  const rows = await db.delete(bounces).where(eq(bounces.accountId, accountId)).returning({ id: bounces.accountId });
  return rows.length > 0;
}

export async function saveMessage(db: Connection, id: string, change: Partial<typeof messages.$inferInsert>): Promise<void> {
  await db.update(messages).set(change).where(eq(messages.id, id));
}
