import { authorise, type Refusal } from '../../domain/actor.ts';
import type { BarredPersonInput } from '../../domain/barred-person.ts';
import { plainNumber } from '../../domain/identity.ts';
import { ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { barredReasonPlace, insertBarredPerson, listVolunteerNames, type BarredPerson } from '../../db/queries/barred.ts';
import { accountIdOf, type ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { openReview } from './look-for-barred.ts';

export type BarPersonError = Refusal;

/** Notes somebody who may not teach here, and looks whether they are among the volunteers already. */
export async function barPerson(
  context: ActionContext,
  { name, number, reason }: BarredPersonInput,
): Promise<Result<BarredPerson, BarPersonError>> {
  const may = authorise(context.actor, 'barred-person.change');
  if (!may.ok) return may;
  const { keys } = context;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const person = await insertBarredPerson(db, {
      name,
      numberHash: number === undefined ? null : await keys.hash(plainNumber(number)),
      sealedReason: await keys.seal(reason, barredReasonPlace(name)),
      addedBy: accountIdOf(context.actor) ?? '',
    });
    await record(inside, { thing: 'barred_person', thingId: person.id, event: 'barred_person.added' });
    await asConsequence(db, context.actor, async () => {
      for (const known of await listVolunteerNames(db)) await openReview(inside, known, person);
    });
    return ok(person);
  });
}
