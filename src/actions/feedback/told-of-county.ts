import { authorise, reaches, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { listToldOfCounties, type ToldOfCounty } from '../../db/queries/feedback.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';

/** What volunteers said on average of counties that whoever asks answers for, by county; a county without enough of them is not among these. */
export async function toldOfCounties(
  context: ActionContext,
  countyCodes: readonly string[],
): Promise<Result<readonly ToldOfCounty[], Refusal | NotFound>> {
  const { actor, db, now } = context;
  const may = authorise(actor, 'placement.host');
  if (!may.ok) return may;
  if (countyCodes.some((countyCode) => !reaches(actor, 'placement.host', { countyCode }))) return fail(notFound('county'));
  return ok(await asConsequence(db, actor, async () => listToldOfCounties(db, countyCodes, instantOf(now))));
}
