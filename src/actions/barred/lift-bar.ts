import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockBarredPerson, saveBarredPerson, type BarredPerson } from '../../db/queries/barred.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Lets somebody off: they are compared with nobody any more. What was decided stays on record. */
export async function liftBar(context: ActionContext, id: string, reason: string): Promise<Result<BarredPerson, CommonFailure>> {
  const may = authorise(context.actor, 'barred-person.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const person = await lockBarredPerson(db, id);
    if (person === undefined) return fail(notFound('barred_person'));
    if (person.liftedAt !== null) return ok(person);
    const lifted = await saveBarredPerson(db, id, instantOf(context.now));
    await record({ ...context, db }, { thing: 'barred_person', thingId: id, event: 'barred_person.lifted', reason });
    return ok(lifted);
  });
}
