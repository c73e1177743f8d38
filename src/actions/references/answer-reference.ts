import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ReferenceAnswer } from '../../domain/reference.ts';
import { asConsequence } from '../../db/acting.ts';
import { findName } from '../../db/queries/accounts.ts';
import { lockClearance, saveClearance } from '../../db/queries/clearances.ts';
import { answerPlace, insertAnswer, lockRefereeByKey, saveReferee } from '../../db/queries/referees.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { sha256Of } from '../random-key.ts';
import { record } from '../record.ts';

export type AnswerReferenceError = Refusal | NotFound;

/** Whom the form of this key is about; nothing where it was used, replaced, or has run out. */
export async function findReferenceForm(
  context: ActionContext,
  key: string,
): Promise<Result<{ readonly volunteerName: string; readonly refereeName: string }, AnswerReferenceError>> {
  const may = authorise(context.actor, 'reference.answer');
  if (!may.ok) return may;
  return asConsequence(context.db, context.actor, async () => {
    const referee = await lockRefereeByKey(context.db, await sha256Of(key), instantOf(context.now));
    const volunteerName = referee && (await findName(context.db, referee.accountId));
    if (referee === undefined || volunteerName === undefined) return fail(notFound('reference'));
    return ok({ volunteerName, refereeName: referee.name });
  });
}

/** Takes a referee's answer, once. With it the check is handed in; somebody reads it and decides. */
export async function answerReference(
  context: ActionContext,
  key: string,
  answer: ReferenceAnswer,
): Promise<Result<undefined, AnswerReferenceError>> {
  const may = authorise(context.actor, 'reference.answer');
  if (!may.ok) return may;
  return context.db.transaction(async (db) =>
    asConsequence(db, context.actor, async () => {
      const inside = { ...context, db };
      const referee = await lockRefereeByKey(db, await sha256Of(key), instantOf(context.now));
      const clearance = referee && (await lockClearance(db, referee.clearanceId));
      if (referee === undefined || clearance?.state !== 'requested') return fail(notFound('reference'));
      await insertAnswer(db, referee.id, await context.keys.seal(JSON.stringify(answer), answerPlace(referee.id)));
      await saveReferee(db, referee.id, { answeredAt: instantOf(context.now) });
      await record(inside, { thing: 'reference', thingId: referee.id, event: 'reference.answered', subjectId: referee.accountId });
      await saveClearance(db, clearance.id, { state: 'submitted' });
      const about = { thing: 'clearance', thingId: clearance.id, event: 'clearance.submitted', subjectId: referee.accountId };
      await record(inside, { ...about, from: 'requested', to: 'submitted' });
      return ok(undefined);
    }),
  );
}
