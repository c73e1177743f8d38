import { bytesToHex } from '@noble/hashes/utils.js';
import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { referees, referenceAnswers } from '../tables/clearances.ts';

export type Referee = typeof referees.$inferSelect;

/** Where a referee's address and answer belong, for their encryption. */
export const refereeEmailPlace = (keySha256: Uint8Array) => `referees.sealed_email ${bytesToHex(keySha256)}`;
export const answerPlace = (refereeId: string) => `reference_answers.sealed_text ${refereeId}`;

/** The referee asked for this check who was not replaced. */
export async function findReferee(db: Connection, clearanceId: string): Promise<Referee | undefined> {
  const [row] = await db
    .select()
    .from(referees)
    .where(and(eq(referees.clearanceId, clearanceId), isNull(referees.replacedAt)));
  return row;
}

/** Whose form this key opens, if it was neither used nor replaced, held until the transaction ends. */
export async function lockRefereeByKey(db: Connection, keySha256: Uint8Array, now: string): Promise<Referee | undefined> {
  const [row] = await db
    .select()
    .from(referees)
    .where(and(eq(referees.keySha256, keySha256), isNull(referees.replacedAt), isNull(referees.answeredAt)))
    .for('update');
  return row !== undefined && Date.parse(row.expiresAt) > Date.parse(now) ? row : undefined;
}

export async function insertReferee(db: Connection, referee: typeof referees.$inferInsert): Promise<Referee> {
  const [row] = await db.insert(referees).values(referee).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

export async function saveReferee(db: Connection, id: string, change: Partial<typeof referees.$inferInsert>): Promise<void> {
  await db.update(referees).set(change).where(eq(referees.id, id));
}

export async function insertAnswer(db: Connection, refereeId: string, sealedText: Uint8Array): Promise<void> {
  await db.insert(referenceAnswers).values({ refereeId, sealedText });
}

export type Answered = { readonly referee: Referee; readonly sealedText: Uint8Array };

/** The referee's answer to this check, as far as the actor may see it. */
export async function findAnswer(db: Connection, clearanceId: string): Promise<Answered | undefined> {
  const [row] = await db
    .select({ referee: referees, sealedText: referenceAnswers.sealedText })
    .from(referees)
    .innerJoin(referenceAnswers, eq(referenceAnswers.refereeId, referees.id))
    .where(and(eq(referees.clearanceId, clearanceId), isNull(referees.replacedAt)));
  return row;
}

/** Whom else the person named, for other checks. */
export async function listOtherReferees(db: Connection, accountId: string, clearanceId: string): Promise<Referee[]> {
  return db
    .select()
    .from(referees)
    .where(
      and(
        eq(referees.accountId, accountId),
        isNull(referees.replacedAt),
        ne(referees.clearanceId, clearanceId),
        isNotNull(referees.sealedEmail),
      ),
    );
}
