import { authorise } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { lastQueryDay, type QueryOutcome } from '../../domain/clearance.ts';
import type { BatchAnswer } from '../../domain/query-batch.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockClearance, saveClearance } from '../../db/queries/clearances.ts';
import {
  listBatchEntries,
  lockBatch,
  saveAnsweredDay,
  saveOutcome,
  type QueryBatch,
  type QueryBatchEntry,
} from '../../db/queries/query-batches.ts';
import { DateTime } from 'luxon';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';

export type AnswerBatchError = CommonFailure | { readonly kind: 'batch-answered'; readonly answeredDay: string };

/** Enters what the authority answered, for everybody on the list at once: no record clears for twelve months, a record refuses. */
export async function answerBatch(
  context: ActionContext,
  id: string,
  answer: BatchAnswer,
): Promise<Result<readonly QueryBatchEntry[], AnswerBatchError>> {
  const may = authorise(context.actor, 'query-batch.run');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const batch = await lockBatch(db, id);
    if (batch === undefined) return fail(notFound('query_batch'));
    if (batch.answeredDay !== null) return fail({ kind: 'batch-answered', answeredDay: batch.answeredDay });
    const entries = await listBatchEntries(db, id);
    const faults = [...dayFaults(inside, batch, answer), ...answerFaults(inside, entries, answer)];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    for (const { clearanceId, outcome } of answer.outcomes) {
      await saveOutcome(db, id, clearanceId, outcome);
      await decide(inside, clearanceId, outcome, answer.answeredDay);
    }
    await saveAnsweredDay(db, id, answer.answeredDay);
    await record(inside, { thing: 'query_batch', thingId: id, event: 'query_batch.answered' });
    return ok(await listBatchEntries(db, id));
  });
}

/** The authority answers after it was asked, and not tomorrow. */
function dayFaults({ now }: ActionContext, { createdAt }: QueryBatch, { answeredDay }: BatchAnswer): Fault[] {
  const madeDay = DateTime.fromSQL(createdAt).setZone(homeZone).toISODate() ?? '';
  if (answeredDay < madeDay) return [{ pointer: '/answeredDay', code: 'before-the-list' }];
  const today = now.setZone(homeZone).toISODate() ?? '';
  return answeredDay > today ? [{ pointer: '/answeredDay', code: 'in-the-future' }] : [];
}

/** Everybody on the list has an answer, nobody else, and nobody enters the answer about themself. */
function answerFaults({ actor }: ActionContext, entries: readonly QueryBatchEntry[], { outcomes }: BatchAnswer): Fault[] {
  const faults: Fault[] = [];
  const listed = new Map(entries.map((entry) => [entry.clearanceId, entry]));
  const answered = new Set<string>();
  for (const [i, { clearanceId }] of outcomes.entries()) {
    const pointer = `/outcomes/${i}/clearanceId`;
    const entry = listed.get(clearanceId);
    if (entry === undefined) faults.push({ pointer, code: 'unknown' });
    else if (entry.accountId === accountIdOf(actor)) faults.push({ pointer, code: 'own-check' });
    if (answered.has(clearanceId)) faults.push({ pointer, code: 'twice' });
    answered.add(clearanceId);
  }
  if (entries.some(({ clearanceId }) => !answered.has(clearanceId))) faults.push({ pointer: '/outcomes', code: 'people-missing' });
  return faults;
}

async function decide(context: ActionContext, id: string, outcome: QueryOutcome, answeredDay: string): Promise<void> {
  const clearance = await lockClearance(context.db, id);
  // Decided one by one meanwhile, or withdrawn: that word counts.
  if (clearance?.state !== 'submitted') return;
  const validThroughDay = lastQueryDay(DateTime.fromISO(answeredDay));
  const verified = { validThroughDay, verifiedBy: accountIdOf(context.actor), verifiedAt: instantOf(context.now) };
  const to = outcome === 'no_record' ? 'cleared' : 'refused';
  await saveClearance(context.db, id, { state: to, ...(to === 'cleared' ? verified : {}) });
  const about = { thing: 'clearance', thingId: id, event: `clearance.${to}`, subjectId: clearance.accountId };
  await record(context, { ...about, from: 'submitted', to });
}
