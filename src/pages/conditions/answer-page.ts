import type { Context } from 'hono';
import { z } from 'zod';

import { answerQuestion } from '../../actions/conditions/answer-question.ts';
import { findConditionQuestion, type ConditionQuestion } from '../../db/queries/condition-questions.ts';
import { reaches } from '../../domain/actor.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';

/** Where somebody reads what they are asked. */
function whereAsked({ placementId, applicationId }: ConditionQuestion): string {
  return placementId === null ? `/applications/${applicationId}` : `/placements/${placementId}`;
}

async function answered(c: Context<AppEnv>, answer: 'agree' | 'refuse'): Promise<Response> {
  const id = z.uuid().safeParse(c.req.param('id'));
  const question = id.success ? await findConditionQuestion(c.var.db, id.data) : undefined;
  if (question === undefined || !reaches(c.var.actor, 'conditions.answer', question)) return c.notFound();
  const given = await answerQuestion(actionContext(c), question.id, answer);
  if (!given.ok && given.error.kind !== 'illegal-move') throw new Problem(given.error);
  const became = !given.ok ? 'late' : answer === 'agree' ? 'agreed' : question.placementId === null ? 'choice-refused' : 'refused';
  return seeOther(c, `${whereAsked(question)}?done=conditions-${became}`);
}

export const answerPages = new PageRouter()
  .post('/conditions/:id/agree', 'conditions.answer', async (c) => answered(c, 'agree'))
  .post('/conditions/:id/refuse', 'conditions.answer', async (c) => answered(c, 'refuse'));
