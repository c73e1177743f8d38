import { desc, eq } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { signatories } from '../tables/certificates.ts';

export type Signatory = typeof signatories.$inferSelect;

/** Who signs and signed, the latest in office first. */
export async function listSignatories(db: Connection): Promise<Signatory[]> {
  return db.select().from(signatories).orderBy(desc(signatories.fromDay));
}

export async function findSignatory(db: Connection, id: string): Promise<Signatory | undefined> {
  const [row] = await db.select().from(signatories).where(eq(signatories.id, id));
  return row;
}

export async function insertSignatory(db: Connection, signatory: typeof signatories.$inferInsert): Promise<Signatory> {
  const [row] = await db.insert(signatories).values(signatory).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

export async function saveSignatory(
  db: Connection,
  id: string,
  signatory: Omit<typeof signatories.$inferInsert, 'id'>,
): Promise<Signatory | undefined> {
  const [row] = await db.update(signatories).set(signatory).where(eq(signatories.id, id)).returning();
  return row;
}
