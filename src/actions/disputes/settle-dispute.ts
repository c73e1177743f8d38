import { authorise } from '../../domain/actor.ts';
import { isAnswerAwaited, type SettleDisputeInput } from '../../domain/dispute.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findDispute, saveDispute, type DisputeSheet } from '../../db/queries/disputes.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { correctRecord, type CorrectRecordError } from './correct-record.ts';
import { movableDispute } from './movable-dispute.ts';
import { tellCountyOfDispute, tellVolunteerOfDispute } from './tell-of-dispute.ts';

export type AnswerAwaited = {
  readonly kind: 'answer-awaited';
  readonly answerByAt: string;
  readonly state: string;
  readonly allowed: readonly string[];
};
export type SettleDisputeError = CommonFailure | CorrectRecordError | AnswerAwaited;

/**
 * A coordinator decides what counts. A lesson gets the length decided, or goes; days that are settled hold for the completion,
 * whatever either side states. Who was asked is heard first, unless the time to answer is over.
 */
export async function settleDispute(
  context: ActionContext,
  id: string,
  { decided, reason }: SettleDisputeInput,
): Promise<Result<DisputeSheet, SettleDisputeError>> {
  const may = authorise(context.actor, 'dispute.settle');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const movable = await movableDispute(inside, id, { move: 'settle', permission: 'dispute.settle' });
    if (!movable.ok) return movable;
    const { dispute, placement, to } = movable.value;
    const answerByAt = new Date(dispute.answerByAt).toISOString();
    if (isAnswerAwaited({ state: dispute.state, answerByAt }, context.now)) {
      return fail({ kind: 'answer-awaited', answerByAt, state: dispute.state, allowed: ['answer', 'drop'] });
    }
    const put = await correctRecord(inside, placement, dispute, { figure: decided, pointer: '/decided', isOwnWord: false });
    if (!put.ok) return put;

    await saveDispute(db, id, { state: to, decided, closingReason: reason, closedAt: instantOf(context.now) });
    const about = { thing: 'dispute', thingId: id, event: 'dispute.settled', subjectId: dispute.accountId, reason };
    const eventId = await record(inside, { ...about, from: dispute.state, to, details: { decided } });
    await tellVolunteerOfDispute(inside, id, { eventId, news: 'settled' });
    await tellCountyOfDispute(inside, id, { eventId, news: 'settled' });
    const settled = await findDispute(db, id);
    return settled === undefined ? fail(notFound('dispute')) : ok(settled);
  });
}
