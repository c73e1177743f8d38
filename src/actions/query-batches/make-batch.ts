import { authorise, type Refusal } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { mostOnList, renewalDays } from '../../domain/query-batch.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { insertBatch, listEndingQueries, lockWaitingQueries, type QueryBatch } from '../../db/queries/query-batches.ts';
import { submitFor } from '../clearances/clear-for.ts';
import { accountIdOf, instantOf, type ActionContext } from '../context.ts';
import { record } from '../record.ts';

export type MakeBatchError = Refusal | { readonly kind: 'nobody-waits' };

/**
 * Puts everybody whose employment query waits on a list for the authority, together with those whose last one ends soon:
 * the law asks it anew each year.
 */
export async function makeBatch(context: ActionContext): Promise<Result<QueryBatch, MakeBatchError>> {
  const may = authorise(context.actor, 'query-batch.run');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const soon = context.now.setZone(homeZone).plus({ days: renewalDays }).toISODate() ?? '';
    for (const accountId of await listEndingQueries(db, soon)) await submitFor(inside, accountId, 'employment_query', 'yearly renewal');
    const waiting = await lockWaitingQueries(db, mostOnList);
    if (waiting.length === 0) return fail({ kind: 'nobody-waits' });
    const ids = waiting.map(({ id }) => id);
    const batch = await insertBatch(db, accountIdOf(context.actor) ?? '', instantOf(context.now), ids);
    await record(inside, { thing: 'query_batch', thingId: batch.id, event: 'query_batch.made', details: { people: ids.length } });
    return ok(batch);
  });
}
