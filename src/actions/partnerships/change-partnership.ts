import type { z } from 'zod';

import { findPartnership, lockPartnership, savePartnership, type NamedPartnership } from '../../db/queries/partnerships.ts';
import { authorise } from '../../domain/actor.ts';
import { partnershipFaults, type partnershipPatchSchema } from '../../domain/partnership.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Changes what is known of a partnership, its end among it. */
export async function changePartnership(
  context: ActionContext,
  id: string,
  patch: z.infer<typeof partnershipPatchSchema>,
  version: number,
): Promise<Result<NamedPartnership, CommonFailure>> {
  const may = authorise(context.actor, 'partnership.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const partnership = await lockPartnership(db, id);
    if (partnership === undefined) return fail(notFound('partnership'));
    if (partnership.version !== version) return fail({ kind: 'stale', version: partnership.version });
    const { sinceYear = partnership.sinceYear, untilYear = partnership.untilYear } = patch;
    const faults = partnershipFaults({ sinceYear, untilYear });
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    await savePartnership(db, id, given);
    await record(
      { ...context, db },
      { thing: 'partnership', thingId: id, event: 'partnership.changed', details: { fields: Object.keys(given) } },
    );
    const changed = await findPartnership(db, id);
    if (changed === undefined) throw new Error('a partnership was not kept');
    return ok(changed);
  });
}
