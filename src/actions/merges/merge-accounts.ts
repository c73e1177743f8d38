import type { MergeObstacle } from '../../domain/merge.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { lockAccount } from '../../db/queries/accounts.ts';
import {
  findHealthNote,
  findIdentityDocument,
  healthPlace,
  numberPlace,
  saveHealthNote,
  saveIdentityDocument,
} from '../../db/queries/identity.ts';
import { findMerge, mergeRows, nextMergeId, noteCopy, type Merge } from '../../db/queries/merges.ts';
import { findReader } from '../../db/queries/readers.ts';
import { mergedLetter } from '../../mail/merged-letter.ts';
import { undoUntil } from '../../domain/merge.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { record } from '../record.ts';
import { planMerge, type MergePair } from './plan-merge.ts';

export type MergeAccountsError = CommonFailure | { readonly kind: 'merge-stops'; readonly obstacles: readonly MergeObstacle[] };

/** Makes two accounts of one person one, or does nothing: every row moves in one transaction, and is recorded so that it can be undone. */
export async function mergeAccounts(context: ActionContext, pair: MergePair, reason: string): Promise<Result<Merge, MergeAccountsError>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    for (const id of [pair.mergedId, pair.keptId].toSorted()) await lockAccount(db, id);
    const plan = await planMerge(inside, pair);
    if (!plan.ok) return plan;
    const { merged, kept, rows, obstacles } = plan.value;
    if (obstacles.length > 0) return fail({ kind: 'merge-stops', obstacles });

    const readers = [await findReader(db, merged.id), await findReader(db, kept.id)];
    const at = instantOf(context.now);
    const id = await nextMergeId(db);
    const copied = rows.filter(({ fate }) => fate === 'copies').flatMap(({ table }) => table ?? []);
    await asConsequence(db, context.actor, async () => copySealed(inside, pair, copied));
    await mergeRows(db, { id, ...pair, at });
    for (const table of copied) await noteCopy(db, id, table);

    const about = { thing: 'account', event: 'account.merged', reason } as const;
    await record(inside, { ...about, thingId: merged.id, subjectId: merged.id, details: { mergeId: id, into: kept.id } });
    const eventId = await record(inside, { ...about, thingId: kept.id, subjectId: kept.id, details: { mergeId: id, from: merged.id } });
    const facts = { keptEmail: kept.email, mergedEmail: merged.email, untilDay: undoUntil(at).toISODate() ?? '' };
    await tell(inside, { eventId, template: 'accounts-merged', readers, path: '/me', letter: (to) => mergedLetter({ ...to, ...facts }) });
    const made = await findMerge(db, id);
    return made === undefined ? fail(notFound('merge')) : ok(made);
  });
}

/** What is sealed for one account is sealed anew for the other; the first stays where it is until the merge is settled. */
async function copySealed({ db, keys }: ActionContext, { mergedId, keptId }: MergePair, tables: readonly string[]): Promise<void> {
  const document = tables.includes('identity_documents') ? await findIdentityDocument(db, mergedId) : undefined;
  if (document !== undefined) {
    const number = await keys.open(document.sealedNumber, numberPlace(mergedId));
    await saveIdentityDocument(db, { ...document, accountId: keptId, sealedNumber: await keys.seal(number, numberPlace(keptId)) });
  }
  const note = tables.includes('health_notes') ? await findHealthNote(db, mergedId) : undefined;
  if (note === undefined) return;
  const text = await keys.open(note.sealedText, healthPlace(mergedId));
  await saveHealthNote(db, { ...note, accountId: keptId, sealedText: await keys.seal(text, healthPlace(keptId)) });
}
