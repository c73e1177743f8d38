import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findIdentityDocument, numberPlace, type IdentityDocument } from '../../db/queries/identity.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type Seen = { readonly document: IdentityDocument; readonly number: string };

/** Shows somebody's identity number to whoever must check it. The look is recorded with its reason, and the person sees it. */
export async function seeIdentity(context: ActionContext, accountId: string, reason: string): Promise<Result<Seen, CommonFailure>> {
  const may = authorise(context.actor, 'identity.see');
  if (!may.ok) return may;
  const document = await findIdentityDocument(context.db, accountId);
  if (document === undefined) return fail(notFound('identity'));
  const number = await context.keys.open(document.sealedNumber, numberPlace(accountId));
  await record(context, { thing: 'identity', thingId: accountId, event: 'identity.seen', reason, subjectId: accountId });
  return ok({ document, number });
}
