import { eq, inArray } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { healthNotes, identityDocuments } from '../tables/identity.ts';

export type IdentityDocument = typeof identityDocuments.$inferSelect;

/** Where these values belong, for their encryption. */
export const numberPlace = (accountId: string) => `identity_documents.sealed_number ${accountId}`;
export const healthPlace = (accountId: string) => `health_notes.sealed_text ${accountId}`;

export async function findIdentityDocument(db: Connection, accountId: string): Promise<IdentityDocument | undefined> {
  const [row] = await db.select().from(identityDocuments).where(eq(identityDocuments.accountId, accountId));
  return row;
}

/** Documents of these people, in no order. */
export async function listIdentityDocuments(db: Connection, accountIds: readonly string[]): Promise<IdentityDocument[]> {
  if (accountIds.length === 0) return [];
  return db
    .select()
    .from(identityDocuments)
    .where(inArray(identityDocuments.accountId, [...accountIds]));
}

export async function saveIdentityDocument(db: Connection, document: IdentityDocument): Promise<void> {
  await db.insert(identityDocuments).values(document).onConflictDoUpdate({ target: identityDocuments.accountId, set: document });
}

export async function deleteIdentityDocument(db: Connection, accountId: string): Promise<void> {
  await db.delete(identityDocuments).where(eq(identityDocuments.accountId, accountId));
}

export type HealthNote = typeof healthNotes.$inferSelect;

export async function findHealthNote(db: Connection, accountId: string): Promise<HealthNote | undefined> {
  const [row] = await db.select().from(healthNotes).where(eq(healthNotes.accountId, accountId));
  return row;
}

export async function saveHealthNote(db: Connection, note: HealthNote): Promise<void> {
  await db.insert(healthNotes).values(note).onConflictDoUpdate({ target: healthNotes.accountId, set: note });
}

export async function deleteHealthNote(db: Connection, accountId: string): Promise<void> {
  await db.delete(healthNotes).where(eq(healthNotes.accountId, accountId));
}
