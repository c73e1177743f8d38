import { and, desc, eq, gt } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { passkeys, sessions } from '../tables/sign-in.ts';

export type Session = Pick<typeof sessions.$inferSelect, 'id' | 'userAgent' | 'createdAt' | 'lastSeenAt' | 'expiresAt'>;
export type Passkey = Pick<typeof passkeys.$inferSelect, 'id' | 'name' | 'createdAt' | 'deviceType' | 'backedUp'>;

/** The account's sessions that have not run out, the one last used first. */
export async function listSessions(db: Connection, accountId: string, now: Date): Promise<Session[]> {
  const { id, userAgent, createdAt, lastSeenAt, expiresAt } = sessions;
  return db
    .select({ id, userAgent, createdAt, lastSeenAt, expiresAt })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt));
}

/** Ends one of the account's sessions; gives whether there was one. */
export async function deleteSession(db: Connection, accountId: string, id: string): Promise<boolean> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return gone.length > 0;
}

/** Ends all of the account's sessions. */
export async function deleteSessionsOf(db: Connection, accountId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.accountId, accountId));
}

/** The account's passkeys, oldest first. */
export async function listPasskeys(db: Connection, accountId: string): Promise<Passkey[]> {
  const { id, name, createdAt, deviceType, backedUp } = passkeys;
  return db
    .select({ id, name, createdAt, deviceType, backedUp })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(passkeys.id);
}

export async function deletePasskey(db: Connection, accountId: string, id: string): Promise<boolean> {
  const gone = await db
    .delete(passkeys)
    .where(and(eq(passkeys.accountId, accountId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  return gone.length > 0;
}
