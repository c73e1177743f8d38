import { z } from '@hono/zod-openapi';

import { accountIdOf, notFound } from '../actions/context.ts';
import { answerQuestion } from '../actions/conditions/answer-question.ts';
import { changeConditions } from '../actions/conditions/change-conditions.ts';
import { giveLonger } from '../actions/conditions/give-longer.ts';
import {
  listConditionQuestions,
  listGuestAnswers,
  listSignedConditions,
  type ConditionQuestion,
} from '../db/queries/condition-questions.ts';
import { findRequest } from '../db/queries/requests.ts';
import { authorise, reaches } from '../domain/actor.ts';
import { conditionQuestionStates } from '../domain/condition-question.ts';
import { changedParts, hostConditionParts } from '../domain/host-conditions.ts';
import { hostConditionsSchema } from '../domain/request.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import {
  etagOf,
  idParam,
  instantSchema,
  operation,
  pageAnswer,
  pageQuery,
  pageSchema,
  pageWanted,
  rfc3339,
  rfc3339OrNull,
  router,
  versionGiven,
} from './operation.ts';
import { requestSchema, view as requestView } from './requests.ts';

const partValueSchema = z.union([z.string(), z.number()]);
const changedPartSchema = z.object({
  part: z.enum(hostConditionParts),
  /** What was said before; null where nothing was. */
  before: partValueSchema.nullable(),
  after: partValueSchema,
});

const signedSchema = z
  .object({
    id: z.uuid(),
    conditions: hostConditionsSchema,
    recordedAt: instantSchema,
    /** What differs from the version before it; empty for the first. */
    changed: z.array(changedPartSchema),
  })
  .openapi('SignedHostConditions');

const questionSchema = z
  .object({
    id: z.uuid(),
    requestId: z.uuid(),
    applicationId: z.uuid(),
    /** The placement they had been told of; null where they had only ranked the request. */
    placementId: z.uuid().nullable(),
    state: z.enum(conditionQuestionStates),
    /** It can still be answered. */
    isLive: z.boolean(),
    answerByAt: instantSchema,
    answeredAt: instantSchema.nullable(),
    createdAt: instantSchema,
    /** What changed since the version that they knew. */
    changed: z.array(changedPartSchema),
    hostConditions: hostConditionsSchema,
  })
  .openapi('ConditionQuestion');

function view(question: ConditionQuestion): z.infer<typeof questionSchema> {
  const { id, requestId, applicationId, placementId, state, isLive, before, after } = question;
  return {
    id,
    requestId,
    applicationId,
    placementId,
    state,
    isLive,
    answerByAt: rfc3339(question.answerByAt),
    answeredAt: rfc3339OrNull(question.answeredAt),
    createdAt: rfc3339(question.createdAt),
    changed: changedParts(before, after),
    hostConditions: after,
  };
}

const guestSchema = z.object({
  placementId: z.uuid(),
  volunteerName: z.string(),
  state: z.enum(conditionQuestionStates),
  answerByAt: instantSchema,
  answeredAt: instantSchema.nullable(),
});
const answersSchema = z
  .object({
    counts: z.object({ asked: z.number(), agreed: z.number(), refused: z.number(), waiting: z.number() }),
    guests: z.array(guestSchema),
  })
  .openapi('ConditionAnswers');

const ofRequest = { tag: 'requests', status: 200, params: idParam } as const;
const ofQuestion = { method: 'post', tag: 'conditions', status: 200, answer: questionSchema, params: idParam } as const;

const requestConditions = router()
  .openapi(
    operation({
      ...ofRequest,
      method: 'get',
      path: '/requests/{id}/host-conditions',
      summary: 'Every signed version of its host conditions, the newest first',
      permission: 'request.read',
      answer: z.object({ versions: z.array(signedSchema) }),
    }),
    async (c) => {
      const request = await findRequest(c.var.db, c.req.valid('param').id);
      if (request === undefined || !reaches(c.var.actor, 'request.read', request)) throw new Problem(notFound('request'));
      const signed = await listSignedConditions(c.var.db, request.id);
      const versions = signed.map(({ id, conditions, recordedAt }, i) => {
        const earlier = signed[i + 1]?.conditions;
        return { id, conditions, recordedAt: rfc3339(recordedAt), changed: earlier === undefined ? [] : changedParts(earlier, conditions) };
      });
      return c.json({ versions }, 200);
    },
  )
  .openapi(
    operation({
      ...ofRequest,
      method: 'post',
      path: '/requests/{id}/host-conditions',
      summary: 'Sign changed host conditions; everybody who counted on the earlier ones is asked again',
      permission: 'conditions.change',
      answer: requestSchema,
      body: hostConditionsSchema,
    }),
    async (c) => {
      const changed = valueOf(await changeConditions(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(requestView(changed), 200, etagOf(changed));
    },
  )
  .openapi(
    operation({
      ...ofRequest,
      method: 'get',
      path: '/requests/{id}/condition-answers',
      summary: 'What its guests answered about the host conditions in force',
      permission: 'request.read',
      answer: answersSchema,
    }),
    async (c) => {
      const request = await findRequest(c.var.db, c.req.valid('param').id);
      if (request === undefined || !reaches(c.var.actor, 'request.read', request)) throw new Problem(notFound('request'));
      const asked = await listGuestAnswers(c.var.db, request.id);
      const count = (state: ConditionQuestion['state']) => asked.filter((one) => one.state === state).length;
      const guests = asked.flatMap(({ placementId, volunteerName, state, answerByAt, answeredAt }) =>
        placementId === null
          ? []
          : [{ placementId, volunteerName, state, answerByAt: rfc3339(answerByAt), answeredAt: rfc3339OrNull(answeredAt) }],
      );
      const counts = { asked: asked.length, agreed: count('agreed'), refused: count('refused'), waiting: count('open') };
      return c.json({ counts, guests }, 200);
    },
  );

const questions = router()
  .openapi(
    operation({
      method: 'get',
      path: '/condition-questions',
      summary: 'What one is asked about changed host conditions, or everybody for coordinators',
      tag: 'conditions',
      permission: 'conditions.read',
      status: 200,
      answer: pageSchema(questionSchema),
      query: z.strictObject({ ...pageQuery, requestId: z.uuid().optional(), state: z.enum(conditionQuestionStates).optional() }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'conditions.read'));
      const { requestId, state, ...page } = c.req.valid('query');
      const accountId = reach === 'own' ? (accountIdOf(actor) ?? undefined) : undefined;
      return c.json(pageAnswer(await listConditionQuestions(db, { accountId, requestId, state }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...ofQuestion,
      path: '/condition-questions/{id}/agree',
      summary: 'Go on under the changed host conditions; an offer is still to be accepted',
      permission: 'conditions.answer',
    }),
    async (c) => c.json(view(valueOf(await answerQuestion(actionContext(c), c.req.valid('param').id, 'agree'))), 200),
  )
  .openapi(
    operation({
      ...ofQuestion,
      path: '/condition-questions/{id}/refuse',
      summary: 'Not under these conditions: takes the choice out, declines the offer or steps back, and is not held against anybody',
      permission: 'conditions.answer',
    }),
    async (c) => c.json(view(valueOf(await answerQuestion(actionContext(c), c.req.valid('param').id, 'refuse'))), 200),
  )
  .openapi(
    operation({
      ...ofQuestion,
      path: '/condition-questions/{id}/ask-again',
      summary: 'Ask somebody who has not answered once more, with a new day',
      permission: 'conditions.decide',
    }),
    async (c) => c.json(view(valueOf(await giveLonger(actionContext(c), c.req.valid('param').id))), 200),
  );

export const conditionsApi = router().route('/', requestConditions).route('/', questions);
