import { desc, sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { signedCredentials, signingKeys } from '../tables/certificates.ts';

export type SigningKey = typeof signingKeys.$inferSelect;

/** Where a private key belongs, for its encryption. */
export const signingKeyPlace = (id: string) => `signing_keys.sealed_private_key ${id}`;

/** The keys that sign and signed, the newest first. */
export async function listSigningKeys(db: Connection): Promise<SigningKey[]> {
  return db.select().from(signingKeys).orderBy(desc(signingKeys.createdAt), desc(signingKeys.id));
}

export async function insertSigningKey(db: Connection, key: SigningKey): Promise<SigningKey> {
  await db.insert(signingKeys).values(key);
  return key;
}

/** Writes down that a key signed a credential; signed again it is the same. */
export async function insertSignedCredential(db: Connection, signed: typeof signedCredentials.$inferInsert): Promise<void> {
  await db.insert(signedCredentials).values(signed).onConflictDoNothing();
}

export type KeyUse = Pick<SigningKey, 'publicKey' | 'createdAt'> & { readonly credentials: number };

/** How many credentials each key signed, the newest key first. */
export async function listKeyUses(db: Connection): Promise<KeyUse[]> {
  return [
    ...(await db.execute<KeyUse>(sql`select k.public_key as "publicKey", k.created_at::text as "createdAt",
      (select count(*)::int from signed_credentials s where s.signing_key_id = k.id) as credentials
      from signing_keys k order by k.created_at desc, k.id desc`)),
  ];
}

/** The certificates of a status list that hold no longer, by their index, and how far indexes reach. */
export async function findClosedIndexes(db: Connection, from: number, to: number): Promise<{ closed: number[]; last: number }> {
  const [row] = await db.execute<{ closed: number[]; last: number }>(sql`
    select coalesce(json_agg(status_index order by status_index) filter (where state <> 'issued' and status_index >= ${from} and status_index < ${to}), '[]') as closed,
      coalesce(max(status_index), 0) as last from certificates`);
  return row ?? { closed: [], last: 0 };
}
