import type { z } from 'zod';

import { authorise, type Refusal } from '../../domain/actor.ts';
import { plainNumber, type identityDocumentSchema } from '../../domain/identity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { numberPlace, saveIdentityDocument, type IdentityDocument } from '../../db/queries/identity.ts';
import { accountIdOf, instantOf, type ActionContext } from '../context.ts';
import { missingConsents, type ConsentsMissing } from '../consents/missing-consents.ts';
import { lookForBarred } from '../barred/look-for-barred.ts';
import { record } from '../record.ts';

export type GiveIdentityError = Refusal | ConsentsMissing;

/** Keeps the actor's own identity document: the number encrypted, and its hash to find it again. Asks their consent first. */
export async function giveIdentity(
  context: ActionContext,
  { documentType, number }: z.infer<typeof identityDocumentSchema>,
): Promise<Result<IdentityDocument, GiveIdentityError>> {
  const may = authorise(context.actor, 'me.change');
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const missing = await missingConsents(inside, accountId, ['sensitive_data']);
    if (missing !== undefined) return fail(missing);
    const plain = plainNumber(number);
    const document = {
      accountId,
      documentType,
      sealedNumber: await context.keys.seal(plain, numberPlace(accountId)),
      numberHash: await context.keys.hash(plain),
      updatedAt: instantOf(context.now),
    };
    await saveIdentityDocument(db, document);
    await record(inside, { thing: 'identity', thingId: accountId, event: 'identity.given', subjectId: accountId });
    await lookForBarred(inside, accountId);
    return ok(document);
  });
}
