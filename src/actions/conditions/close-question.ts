import { answerOfMove, conditionQuestionLifecycle, type ConditionQuestionMove } from '../../domain/condition-question.ts';
import { move } from '../../domain/lifecycle.ts';
import type { PlacementState } from '../../domain/placement.ts';
import { asConsequence } from '../../db/acting.ts';
import { lockOpenQuestion, saveQuestionState } from '../../db/queries/condition-questions.ts';
import type { Placement } from '../../db/queries/placements.ts';
import { instantOf, type ActionContext } from '../context.ts';
import { record } from '../record.ts';

type Question = { readonly id: string; readonly accountId: string; readonly state: 'open' | 'agreed' | 'refused' | 'overtaken' };

/** Writes what became of a locked question, with its event; one that is answered already stays as it is. */
export async function closeQuestion(context: ActionContext, question: Question, wanted: ConditionQuestionMove): Promise<void> {
  const moved = move(conditionQuestionLifecycle, question.state, wanted);
  if (!moved.ok) return;
  const answeredAt = wanted === 'overtake' ? null : instantOf(context.now);
  await saveQuestionState(context.db, [question.id], { state: moved.value, answeredAt });
  await record(context, {
    thing: 'condition_question',
    thingId: question.id,
    event: `condition_question.${moved.value}`,
    from: question.state,
    to: moved.value,
    subjectId: question.accountId,
  });
}

/** A placement is about to move: that answers, or ends, what its volunteer was asked of its request. */
export async function closeQuestionOf(context: ActionContext, placement: Placement, to: PlacementState): Promise<void> {
  const wanted = answerOfMove(to);
  if (wanted === undefined) return;
  await asConsequence(context.db, context.actor, async () => {
    const question = await lockOpenQuestion(context.db, placement);
    if (question !== undefined) await closeQuestion(context, question, wanted);
  });
}
