import { authorise } from '../../domain/actor.ts';
import { referenceAnswerSchema, type ReferenceAnswer } from '../../domain/reference.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findClearance } from '../../db/queries/clearances.ts';
import { answerPlace, findAnswer, type Referee } from '../../db/queries/referees.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type ReadReferenceError = CommonFailure | { readonly kind: 'own-clearance' };

/** What a referee wrote, for those who verify; nobody reads what was written about themself. */
export async function readReference(
  context: ActionContext,
  clearanceId: string,
): Promise<Result<{ readonly referee: Referee; readonly answer: ReferenceAnswer }, ReadReferenceError>> {
  const may = authorise(context.actor, 'reference.read');
  if (!may.ok) return may;
  const clearance = await findClearance(context.db, clearanceId);
  if (clearance?.accountId === accountIdOf(context.actor)) return fail({ kind: 'own-clearance' });
  const answered = clearance && (await findAnswer(context.db, clearanceId));
  if (answered === undefined) return fail(notFound('reference'));
  const { referee, sealedText } = answered;
  const answer = referenceAnswerSchema.parse(JSON.parse(await context.keys.open(sealedText, answerPlace(referee.id))));
  await record(context, { thing: 'reference', thingId: referee.id, event: 'reference.read', subjectId: referee.accountId });
  return ok({ referee, answer });
}
