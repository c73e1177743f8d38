import { authorise } from '../../domain/actor.ts';
import { erasureLines, type ErasureLine } from '../../domain/erasure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findAccount, hasOtherAdmin } from '../../db/queries/accounts.ts';
import { countHeld, eraseHeld, listLiveApplications, listStandingPlacements, type StandingPlacement } from '../../db/queries/erasure.ts';
import { forgetMerges, listMergedInto } from '../../db/queries/merges.ts';
import { withdrawApplication } from '../applications/withdraw-application.ts';
import { endAllOf } from '../ask-backs/end-agreed.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type ErasurePlan = {
  readonly lines: readonly (ErasureLine & { readonly held: number })[];
  /** Placements that somebody still counts on: end them first. */
  readonly standingPlacements: readonly StandingPlacement[];
};
export type EraseOwnAccountError =
  | CommonFailure
  | { readonly kind: 'last-admin' }
  | { readonly kind: 'placements-stand'; readonly placementIds: readonly string[] };

/** What will go and what must stay, and why; changes nothing. */
export async function planErasure(context: ActionContext): Promise<Result<ErasurePlan, CommonFailure>> {
  const may = authorise(context.actor, 'me.erase');
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  const { db } = context;
  return asConsequence(db, context.actor, async () => {
    const held = await countHeld(db, [accountId, ...(await listMergedInto(db, accountId))]);
    const lines = erasureLines.map((line) => ({ ...line, held: held[line.kind] }));
    return ok({ lines, standingPlacements: await listStandingPlacements(db, accountId) });
  });
}

/** Does it: everything or nothing. Counts stay true, for they name nobody. */
export async function eraseOwnAccount(context: ActionContext): Promise<Result<ErasurePlan, EraseOwnAccountError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'me.erase');
  if (!may.ok) return may;
  const accountId = accountIdOf(actor) ?? '';
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const account = await findAccount(db, accountId);
    if (account === undefined) return fail(notFound('account'));
    if (account.roles.includes('admin') && !(await hasOtherAdmin(db, accountId))) return fail({ kind: 'last-admin' });
    const plan = await planErasure(inside);
    if (!plan.ok) return plan;
    const { standingPlacements } = plan.value;
    if (standingPlacements.length > 0) return fail({ kind: 'placements-stand', placementIds: standingPlacements.map(({ id }) => id) });

    for (const id of await listLiveApplications(db, accountId)) await withdrawApplication(inside, id, undefined);
    await endAllOf(inside, accountId);
    await asConsequence(db, actor, async () => {
      const merged = await listMergedInto(db, accountId);
      for (const id of [...merged, accountId]) await eraseHeld(db, id, instantOf(now));
      await forgetMerges(db, [...merged, accountId]);
      await record(inside, { thing: 'account', thingId: accountId, event: 'account.erased', subjectId: accountId });
    });
    return plan;
  });
}
