import { findCounty } from '../../db/queries/counties.ts';
import { findPartnership, insertPartnership, type NamedPartnership } from '../../db/queries/partnerships.ts';
import { authorise, type Refusal } from '../../domain/actor.ts';
import { partnershipFaults, type PartnershipInput } from '../../domain/partnership.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { unknownAt, type ActionContext, type Invalid } from '../context.ts';
import { record } from '../record.ts';

/** Enters who stands by a county, since when. */
export async function createPartnership(
  context: ActionContext,
  input: PartnershipInput,
): Promise<Result<NamedPartnership, Refusal | Invalid>> {
  const may = authorise(context.actor, 'partnership.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const isKnown = (await findCounty(db, input.countyCode)) !== undefined;
    const faults = [...(isKnown ? [] : [unknownAt('/countyCode')]), ...partnershipFaults(input)];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const id = await insertPartnership(db, input);
    if (id === undefined) return fail({ kind: 'invalid', faults: [{ pointer: '/partnerZh', code: 'twice' }] });
    await record({ ...context, db }, { thing: 'partnership', thingId: id, event: 'partnership.entered' });
    const entered = await findPartnership(db, id);
    if (entered === undefined) throw new Error('a partnership was not entered');
    return ok(entered);
  });
}
