import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { listIdentityDocuments, numberPlace } from '../../db/queries/identity.ts';
import { listBatchEntries, lockBatch, type QueryBatch, type QueryBatchEntry } from '../../db/queries/query-batches.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { recordAll } from '../record.ts';

export type ListedPerson = QueryBatchEntry & { readonly documentType: string | null; readonly number: string | null };
export type ReadBatch = { readonly batch: QueryBatch; readonly people: readonly ListedPerson[] };

/** The list as the authority takes it, with identity numbers. For everybody on it that is a look, recorded and shown to them. */
export async function readBatch(context: ActionContext, id: string): Promise<Result<ReadBatch, CommonFailure>> {
  const may = authorise(context.actor, 'query-batch.run');
  if (!may.ok) return may;
  const batch = await lockBatch(context.db, id);
  if (batch === undefined) return fail(notFound('query_batch'));
  const entries = await listBatchEntries(context.db, id);
  const documents = await listIdentityDocuments(
    context.db,
    entries.map(({ accountId }) => accountId),
  );
  const byAccountId = new Map(documents.map((document) => [document.accountId, document]));
  const people: ListedPerson[] = [];
  for (const entry of entries) {
    const document = byAccountId.get(entry.accountId);
    const number = document === undefined ? null : await context.keys.open(document.sealedNumber, numberPlace(entry.accountId));
    people.push({ ...entry, documentType: document?.documentType ?? null, number });
  }
  const about = { thing: 'identity', event: 'identity.seen', reason: `employment query, list ${id}` };
  await recordAll(
    context,
    documents.map(({ accountId }) => ({ ...about, thingId: accountId, subjectId: accountId })),
  );
  return ok({ batch, people });
}
