import { authorise } from '../../domain/actor.ts';
import { undoUntil } from '../../domain/merge.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockAccount } from '../../db/queries/accounts.ts';
import { findMerge, listMergeChanges, undoMergedRows, type Merge, type MergeChange } from '../../db/queries/merges.ts';
import { findReader } from '../../db/queries/readers.ts';
import { mergeUndoneLetter } from '../../mail/merge-undone-letter.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { record } from '../record.ts';

export type UndoMergeError =
  | CommonFailure
  | { readonly kind: 'merge-undone' }
  | { readonly kind: 'undo-too-late' }
  | { readonly kind: 'merge-changed'; readonly changes: readonly MergeChange[] };

/**
 * Gives every row back as it was, or none: half an undo would leave one person's service torn between two accounts. So what has changed
 * since, or was added to what moved, is named and stops it.
 */
export async function undoMerge(context: ActionContext, id: string, reason: string): Promise<Result<Merge, UndoMergeError>> {
  const may = authorise(context.actor, 'account.merge');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const found = await findMerge(db, id);
    if (found === undefined) return fail(notFound('merge'));
    for (const accountId of [found.merged.id, found.kept.id].toSorted()) await lockAccount(db, accountId);
    const merge = await findMerge(db, id);
    if (merge === undefined) return fail(notFound('merge'));
    if (merge.undoneAt !== null) return fail({ kind: 'merge-undone' });
    if (context.now > undoUntil(merge.mergedAt)) return fail({ kind: 'undo-too-late' });
    const changes = await listMergeChanges(db, id);
    if (changes.length > 0) return fail({ kind: 'merge-changed', changes });

    await undoMergedRows(db, id, instantOf(context.now));
    const { merged, kept } = merge;
    const about = { thing: 'account', event: 'account.unmerged', reason } as const;
    await record(inside, { ...about, thingId: merged.id, subjectId: merged.id, details: { mergeId: id, from: kept.id } });
    const eventId = await record(inside, { ...about, thingId: kept.id, subjectId: kept.id, details: { mergeId: id, from: merged.id } });
    const readers = [await findReader(db, merged.id), await findReader(db, kept.id)];
    const facts = { keptEmail: kept.email, mergedEmail: merged.email };
    await tell(inside, { eventId, template: 'merge-undone', readers, path: '/me', letter: (to) => mergeUndoneLetter({ ...to, ...facts }) });
    const undone = await findMerge(db, id);
    return undone === undefined ? fail(notFound('merge')) : ok(undone);
  });
}
