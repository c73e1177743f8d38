import { and, eq } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { tokens } from '../tables/accounts.ts';

/** A token without its hash: what its owner needs to know it by. */
export type Token = Omit<typeof tokens.$inferSelect, 'sha256' | 'accountId'>;

const { id, label, scopes, createdAt, expiresAt, lastUsedAt } = tokens;
const shown = { id, label, scopes, createdAt, expiresAt, lastUsedAt };

export async function insertToken(db: Connection, token: typeof tokens.$inferInsert): Promise<Token> {
  const [row] = await db.insert(tokens).values(token).returning(shown);
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** The account's tokens, oldest first, those that have run out too. */
export async function listTokens(db: Connection, accountId: string): Promise<Token[]> {
  return db.select(shown).from(tokens).where(eq(tokens.accountId, accountId)).orderBy(tokens.id);
}

/** Removes one of the account's tokens; gives whether there was one. */
export async function deleteToken(db: Connection, accountId: string, tokenId: string): Promise<boolean> {
  const gone = await db
    .delete(tokens)
    .where(and(eq(tokens.accountId, accountId), eq(tokens.id, tokenId)))
    .returning({ id: tokens.id });
  return gone.length > 0;
}
