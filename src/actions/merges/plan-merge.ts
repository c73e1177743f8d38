import { authorise } from '../../domain/actor.ts';
import type { MergeObstacle } from '../../domain/merge.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAccount, type Account } from '../../db/queries/accounts.ts';
import { listMergeRows, type MergeRow } from '../../db/queries/merges.ts';
import { accountIdOf, notFound, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';

export type MergePair = { readonly mergedId: string; readonly keptId: string };
export type MergePlan = {
  readonly merged: Account;
  readonly kept: Account;
  readonly rows: readonly MergeRow[];
  /** What must be settled first; where there is nothing, the two can become one. */
  readonly obstacles: readonly MergeObstacle[];
};

/** What would move, row by row, and what stands in the way; changes nothing. */
export async function planMerge(context: ActionContext, { mergedId, keptId }: MergePair): Promise<Result<MergePlan, CommonFailure>> {
  const may = authorise(context.actor, 'account.merge');
  if (!may.ok) return may;
  const { db } = context;
  const merged = await findAccount(db, mergedId);
  if (merged === undefined) return fail(notFound('account'));
  const kept = await findAccount(db, keptId);
  if (kept === undefined) return fail({ kind: 'invalid', faults: [unknownAt('/into')] });
  const rows = mergedId === keptId ? [] : await listMergeRows(db, mergedId, keptId);
  const ofRows = rows.flatMap(({ because, fate }) => (fate === 'stops' && because !== null ? [because] : []));
  const obstacles = [...new Set([...obstaclesOf(merged, kept, accountIdOf(context.actor)), ...ofRows])];
  return ok({ merged, kept, rows, obstacles });
}

function obstaclesOf(merged: Account, kept: Account, actorId: string | null): MergeObstacle[] {
  const both = [merged, kept];
  const found: readonly (readonly [boolean, MergeObstacle])[] = [
    [merged.id === kept.id, 'same-account'],
    [merged.id === actorId, 'own-account'],
    [both.some(({ erasedAt }) => erasedAt !== null), 'erased'],
    [both.some(({ frozenAt }) => frozenAt !== null), 'frozen'],
    [both.some(({ mergedInto }) => mergedInto !== null), 'already-merged'],
  ];
  return found.filter(([holds]) => holds).map(([, obstacle]) => obstacle);
}
