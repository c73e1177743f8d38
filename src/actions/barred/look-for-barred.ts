import { alikeFrom } from '../../domain/barred-person.ts';
import { asConsequence } from '../../db/acting.ts';
import { findAccount } from '../../db/queries/accounts.ts';
import { insertReview, listStandingBarred, type BarredPerson } from '../../db/queries/barred.ts';
import { findIdentityDocument } from '../../db/queries/identity.ts';
import type { ActionContext } from '../context.ts';
import { record } from '../record.ts';

/** Who is compared: a name, and the hash of the number of an identity document where it is known. */
export type Known = { readonly accountId: string; readonly name: string; readonly numberHash: string | null };

/**
 * Compares a person with those who are barred, by number and by name, and opens a private review for every likeness. The
 * person hears nothing of it, and nothing about them changes until somebody has looked.
 */
export async function lookForBarred(context: ActionContext, accountId: string): Promise<void> {
  const { db, actor } = context;
  await asConsequence(db, actor, async () => {
    const account = await findAccount(db, accountId);
    if (account === undefined) return;
    const numberHash = (await findIdentityDocument(db, accountId))?.numberHash ?? null;
    const known = { accountId, name: account.name, numberHash };
    for (const barred of await listStandingBarred(db)) await openReview(context, known, barred);
  });
}

/** Opens a review where the two are alike: by number for certain, else by name. */
export async function openReview(context: ActionContext, { accountId, name, numberHash }: Known, barred: BarredPerson): Promise<void> {
  const isSameNumber = barred.numberHash !== null && barred.numberHash === numberHash;
  const similarity = isSameNumber ? 1 : await likenessOf(name, barred.name);
  if (similarity < alikeFrom) return;
  const matchedBy = isSameNumber ? 'number' : 'name';
  const id = await insertReview(context.db, { accountId, barredPersonId: barred.id, matchedBy, similarity });
  if (id === undefined) return;
  // Nobody is its subject, and the system wrote it: whoever it is about must not read it, and may be who acts.
  const actor = { kind: 'system', job: 'look-for-barred' } as const;
  await record({ ...context, actor }, { thing: 'barred_review', thingId: id, event: 'barred_review.opened', details: { matchedBy } });
}

/** The dictionary of sounds is large, and loaded only where names are compared. */
async function likenessOf(a: string, b: string): Promise<number> {
  const { likeness } = await import('../../domain/likeness.ts');
  return likeness(a, b);
}
