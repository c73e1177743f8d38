import { and, desc, eq, isNull } from 'drizzle-orm';

import type { TextKind } from '../../domain/consent.ts';
import type { Connection } from '../client.ts';
import { consents, texts } from '../tables/texts.ts';

export type AgreedText = typeof texts.$inferSelect;
export type Consent = typeof consents.$inferSelect;

/** The text of a kind that is in force: its newest version. */
export async function findText(db: Connection, kind: TextKind): Promise<AgreedText | undefined> {
  const [text] = await db.select().from(texts).where(eq(texts.kind, kind)).orderBy(desc(texts.version)).limit(1);
  return text;
}

/** The newest version of every kind, by kind. */
export async function listTexts(db: Connection): Promise<AgreedText[]> {
  return db.selectDistinctOn([texts.kind]).from(texts).orderBy(texts.kind, desc(texts.version));
}

export async function insertText(db: Connection, text: typeof texts.$inferInsert): Promise<AgreedText> {
  const [row] = await db.insert(texts).values(text).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** A person's consents, oldest first, those taken back too. */
export async function listConsents(db: Connection, accountId: string): Promise<Consent[]> {
  return db.select().from(consents).where(eq(consents.accountId, accountId)).orderBy(consents.id);
}

/** A person's standing consent to a version of a text. */
export async function findConsent(db: Connection, accountId: string, kind: TextKind, version: number): Promise<Consent | undefined> {
  const [row] = await db
    .select()
    .from(consents)
    .where(and(eq(consents.accountId, accountId), eq(consents.kind, kind), eq(consents.version, version), isNull(consents.withdrawnAt)))
    .limit(1);
  return row;
}

export async function insertConsent(db: Connection, consent: typeof consents.$inferInsert): Promise<Consent> {
  const [row] = await db.insert(consents).values(consent).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** The consent's row, held until the transaction ends. */
export async function lockConsent(db: Connection, id: string): Promise<Consent | undefined> {
  const [row] = await db.select().from(consents).where(eq(consents.id, id)).for('update');
  return row;
}

export async function saveConsent(db: Connection, id: string, withdrawnAt: string): Promise<Consent> {
  const [row] = await db.update(consents).set({ withdrawnAt }).where(eq(consents.id, id)).returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}
