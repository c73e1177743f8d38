import { authorise, reaches } from '../../domain/actor.ts';
import { conditionQuestionLifecycle, conditionsRefusedReason } from '../../domain/condition-question.ts';
import { move, type IllegalMove } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findAccount } from '../../db/queries/accounts.ts';
import { lockApplication, saveApplication, type Application } from '../../db/queries/applications.ts';
import { findConditionQuestion, lockConditionQuestion, type ConditionQuestion } from '../../db/queries/condition-questions.ts';
import { listPlacementsOfApplication, lockPlacement, type Placement } from '../../db/queries/placements.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { declineOffer } from '../placements/decline-offer.ts';
import { endPlacement } from '../placements/end-placement.ts';
import { withdrawPlacement } from '../placements/withdraw-placement.ts';
import { record } from '../record.ts';
import { closeQuestion } from './close-question.ts';

export type Answer = 'agree' | 'refuse';

/**
 * The volunteer goes on under the changed conditions, or does not. Not to go on takes the choice out, declines the offer or steps back,
 * in the same moment; whoever teaches there already is brought home by a coordinator. A late answer is an answer.
 */
export async function answerQuestion(
  context: ActionContext,
  id: string,
  answer: Answer,
): Promise<Result<ConditionQuestion, CommonFailure>> {
  const { actor } = context;
  const may = authorise(actor, 'conditions.answer');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const asked = await findConditionQuestion(db, id);
    if (asked === undefined || !reaches(actor, 'conditions.answer', asked)) return fail(notFound('condition-question'));
    // The placement before the question, as whoever changes the conditions takes them.
    const placement = asked.placementId === null ? undefined : await lockPlacement(db, asked.placementId);
    const application = asked.placementId === null ? await lockApplication(db, asked.applicationId) : undefined;
    const question = await lockConditionQuestion(db, id);
    if (question === undefined) return fail(notFound('condition-question'));
    const moved = move(conditionQuestionLifecycle, question.state, answer);
    if (!moved.ok) return moved;
    const standing = await findConditionQuestion(db, id);
    if (standing === undefined || !standing.isLive) return fail(ended(answer));

    const written = answer === 'agree' ? ok(undefined) : await stepBack(inside, asked, placement, application);
    if (!written.ok) return written;
    await closeStillOpen(inside, id, answer);
    const answered = await findConditionQuestion(db, id);
    return answered === undefined ? fail(notFound('condition-question')) : ok(answered);
  });
}

/** What the question was about ended in another way. */
function ended(answer: Answer): IllegalMove {
  return { kind: 'illegal-move', thing: 'condition_question', state: 'overtaken', move: answer, allowed: [] };
}

/** Declining and stepping back answer the question by themselves. */
async function closeStillOpen(context: ActionContext, id: string, answer: Answer): Promise<void> {
  const question = await lockConditionQuestion(context.db, id);
  if (question !== undefined) await closeQuestion(context, question, answer);
}

async function stepBack(
  context: ActionContext,
  { requestId, accountId }: ConditionQuestion,
  placement: Placement | undefined,
  application: Application | undefined,
): Promise<Result<unknown, CommonFailure>> {
  if (placement?.state === 'offered') return declineOffer(context, placement.id, { reason: 'conditions' });
  if (placement?.state === 'accepted') {
    const account = await findAccount(context.db, accountId);
    return withdrawPlacement(context, placement.id, conditionsRefusedReason[account?.locale ?? 'zh']);
  }
  if (application !== undefined) await takeChoiceOut(context, application, requestId);
  return ok(undefined);
}

/** The choice goes, and with it what nobody had heard of yet: a proposal for it. */
async function takeChoiceOut(context: ActionContext, application: Application, requestId: string): Promise<void> {
  const { actor, db } = context;
  const choices = application.choices
    .map(({ rank, targets }) => ({ rank, targets: targets.filter((target) => target.kind !== 'request' || target.id !== requestId) }))
    .filter(({ targets }) => targets.length > 0);
  await saveApplication(db, application, { choices });
  const about = { thing: 'application', thingId: application.id, subjectId: application.accountId };
  await record(context, { ...about, event: 'application.choice-taken-out', details: { requestId } });
  await asConsequence(db, actor, async () => {
    const placements = await listPlacementsOfApplication(db, application.id);
    const proposed = placements.filter((own) => own.requestId === requestId && own.state === 'proposed');
    for (const own of proposed) await endPlacement(context, own, 'withdraw', conditionsRefusedReason.zh);
  });
}
