import { homeZone } from '../../domain/calendar.ts';
import { authorise } from '../../domain/actor.ts';
import { changedParts, answerByOf } from '../../domain/host-conditions.ts';
import { move } from '../../domain/lifecycle.ts';
import { conditionQuestionLifecycle } from '../../domain/condition-question.ts';
import { remindAtOf, startsAt } from '../../domain/reply.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  findConditionQuestion,
  listTimeZones,
  lockConditionQuestion,
  saveAnswerBy,
  type ConditionQuestion,
} from '../../db/queries/condition-questions.ts';
import { findReader } from '../../db/queries/readers.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { conditionsLetter, type AskedAs } from '../../mail/conditions-letter.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { record } from '../record.ts';

/** A coordinator asks somebody who has not answered once more, with a new day by which to answer. An offer has a deadline of its own. */
export async function giveLonger(context: ActionContext, id: string): Promise<Result<ConditionQuestion, CommonFailure>> {
  const { now } = context;
  const may = authorise(context.actor, 'conditions.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const question = await lockConditionQuestion(db, id);
    const asked = question === undefined ? undefined : await findConditionQuestion(db, id);
    if (question === undefined || asked === undefined) return fail(notFound('condition-question'));
    const answerable = move(conditionQuestionLifecycle, question.state, 'agree');
    if (!answerable.ok) return answerable;
    if (!asked.isLive || asked.placementState === 'offered') {
      return fail({
        kind: 'illegal-move',
        thing: 'condition_question',
        state: asked.placementState ?? 'overtaken',
        move: 'ask',
        allowed: [],
      });
    }
    const season = await findSeason(db, asked.seasonId);
    if (season === undefined) throw new Error('a question without its season');

    const timeZone = (await listTimeZones(db, [asked.accountId])).get(asked.accountId) ?? homeZone;
    const answerBy = answerByOf(now, timeZone, startsAt(asked, season));
    const answerByAt = instantOf(answerBy);
    const remindAt = remindAtOf(answerBy, now);
    await saveAnswerBy(db, id, { answerByAt, remindAt: remindAt && instantOf(remindAt) });
    const about = { thing: 'condition_question', thingId: id, subjectId: asked.accountId };
    const eventId = await record(inside, { ...about, event: 'condition_question.asked-again', details: { answerByAt } });
    const askedAs = askedAsOf(asked);
    await tell(inside, {
      eventId,
      template: `conditions-changed-${askedAs}`,
      readers: [await findReader(db, asked.accountId)],
      path: asked.placementId === null ? `/applications/${asked.applicationId}` : `/placements/${asked.placementId}`,
      letter: (addressed) =>
        conditionsLetter(addressed, { ...asked, askedAs, changed: changedParts(asked.before, asked.after), timeZone, answerByAt }),
    });
    return ok({ ...asked, answerByAt });
  });
}

function askedAsOf({ placementState }: ConditionQuestion): AskedAs {
  return placementState === 'accepted' || placementState === 'started' ? placementState : 'choice';
}
