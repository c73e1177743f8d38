import { authorise } from '../../domain/actor.ts';
import { answerFaults, type AnswerDisputeInput } from '../../domain/dispute.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findDispute, saveDispute, type DisputeSheet } from '../../db/queries/disputes.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { correctRecord, type CorrectRecordError } from './correct-record.ts';
import { movableDispute } from './movable-dispute.ts';
import { tellCountyOfDispute } from './tell-of-dispute.ts';

export type AnswerDisputeError = CommonFailure | CorrectRecordError;

/** The volunteer puts the record right, or stands by it and says why. The county then lets it drop, or a coordinator settles it. */
export async function answerDispute(
  context: ActionContext,
  id: string,
  input: AnswerDisputeInput,
): Promise<Result<DisputeSheet, AnswerDisputeError>> {
  const may = authorise(context.actor, 'dispute.answer');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const movable = await movableDispute(inside, id, { move: 'answer', permission: 'dispute.answer' });
    if (!movable.ok) return movable;
    const { dispute, placement, to } = movable.value;
    const faults = answerFaults(input);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const corrected = input.answer === 'corrected' ? (input.figure ?? 0) : null;
    if (corrected !== null) {
      const put = await correctRecord(inside, placement, dispute, { figure: corrected, pointer: '/figure', isOwnWord: true });
      if (!put.ok) return put;
    }

    await saveDispute(db, id, { state: to, answer: input.answer, corrected, note: input.note, answeredAt: instantOf(context.now) });
    const eventId = await record(inside, {
      thing: 'dispute',
      thingId: id,
      event: 'dispute.answered',
      from: dispute.state,
      to,
      subjectId: dispute.accountId,
      ...(input.note === '' ? {} : { reason: input.note }),
      details: { answer: input.answer, corrected },
    });
    await tellCountyOfDispute(inside, id, { eventId, news: 'answered' });
    const answered = await findDispute(db, id);
    return answered === undefined ? fail(notFound('dispute')) : ok(answered);
  });
}
