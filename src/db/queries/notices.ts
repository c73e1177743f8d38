import { and, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';

import type { LetterKind } from '../../domain/letter-kind.ts';
import type { Connection } from '../client.ts';
import { messages } from '../tables/events.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

/** A letter as its reader finds it on the site. */
export type Notice = {
  readonly id: string;
  readonly kind: LetterKind;
  readonly subject: string;
  /** Where on the site it leads. */
  readonly path: string;
  readonly at: string;
  readonly readAt: string | null;
};

/** Somebody's notices, the newest first. */
export async function listNotices(db: Connection, accountId: string, isUnreadOnly: boolean, page: PageWanted): Promise<Page<Notice>> {
  const rows = await db
    .select({
      id: messages.id,
      kind: messages.template,
      subject: sql<string>`${messages.noticeSubject}`,
      path: sql<string>`${messages.noticePath}`,
      at: messages.createdAt,
      readAt: messages.readAt,
    })
    .from(messages)
    .where(
      and(
        eq(messages.accountId, accountId),
        isNotNull(messages.noticePath),
        isUnreadOnly ? isNull(messages.readAt) : undefined,
        page.after === undefined ? undefined : lt(messages.id, page.after),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(page.limit + 1);
  return pageOf(rows, page, ({ id }) => id);
}

/** One of somebody's own notices. */
export async function findNotice(db: Connection, accountId: string, id: string): Promise<Pick<Notice, 'id' | 'path'> | undefined> {
  const [row] = await db
    .select({ id: messages.id, path: sql<string>`${messages.noticePath}` })
    .from(messages)
    .where(and(eq(messages.id, id), eq(messages.accountId, accountId), isNotNull(messages.noticePath)));
  return row;
}

/** Marks the actor's own notices read, one or all; gives how many were not yet. */
export async function markRead(db: Connection, id: string | null, now: string): Promise<number> {
  const [row] = await db.execute<{ marked: number }>(sql`select read_notices(${id}::uuid, ${now}) as marked`);
  return row?.marked ?? 0;
}
