import { findPartnership, insertAchievement, lockPartnership, type NamedPartnership } from '../../db/queries/partnerships.ts';
import { authorise } from '../../domain/actor.ts';
import type { AchievementInput } from '../../domain/partnership.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Writes down what a partnership achieved. */
export async function addAchievement(
  context: ActionContext,
  id: string,
  input: AchievementInput,
): Promise<Result<NamedPartnership, CommonFailure>> {
  const may = authorise(context.actor, 'partnership.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const partnership = await lockPartnership(db, id);
    if (partnership === undefined) return fail(notFound('partnership'));
    if (input.day.slice(0, 4) < String(partnership.sinceYear))
      return fail({ kind: 'invalid', faults: [{ pointer: '/day', code: 'ends-before-start' }] });
    await insertAchievement(db, { ...input, partnershipId: id, writtenBy: accountIdOf(context.actor) });
    await record({ ...context, db }, { thing: 'partnership', thingId: id, event: 'partnership.achieved' });
    const changed = await findPartnership(db, id);
    if (changed === undefined) throw new Error('a partnership was not kept');
    return ok(changed);
  });
}
