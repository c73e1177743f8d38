import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { listHeldData } from '../../db/queries/held-data.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Gives a person everything that is held about them, and records that it was given: a copy of it all is worth knowing about. */
export async function exportOwnData(context: ActionContext): Promise<Result<Awaited<ReturnType<typeof listHeldData>>, CommonFailure>> {
  const { actor } = context;
  const may = authorise(actor, 'me.read');
  if (!may.ok) return may;
  if (actor.kind !== 'account') return fail(notFound('account'));
  const { accountId } = actor;
  return context.db.transaction(async (db) => {
    const held = await listHeldData(db, accountId);
    await record({ ...context, db }, { thing: 'account', thingId: accountId, event: 'account.exported', subjectId: accountId });
    return ok(held);
  });
}
