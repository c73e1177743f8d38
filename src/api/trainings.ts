import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { addStations, changeTraining } from '../actions/trainings/change-training.ts';
import { moveTraining } from '../actions/trainings/move-training.ts';
import { planTraining } from '../actions/trainings/plan-training.ts';
import { findTraining, listTrainings, type Training } from '../db/queries/trainings.ts';
import { reasonSchema } from '../domain/placement.ts';
import {
  receiversSchema,
  trainingDeliveries,
  trainingInputSchema,
  trainingKinds,
  trainingPatchSchema,
  trainingStates,
} from '../domain/training.ts';
import { actionContext } from '../http/context.ts';
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
  router,
  versionGiven,
} from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const trainingSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(trainingStates),
    kind: z.enum(trainingKinds),
    delivery: z.enum(trainingDeliveries),
    titleZh: z.string(),
    titleEn: z.string(),
    originZh: z.string(),
    originEn: z.string(),
    hours: z.number(),
    startDay: z.string(),
    endDay: z.string(),
    sessionDays: z.array(z.string()),
    reason: z.string().nullable(),
    stations: z.number().openapi({ description: 'To how many stations it goes' }),
    provinces: z.number(),
    reported: z.number().openapi({ description: 'How many of them have reported who came' }),
    certificates: z.number().nullable(),
    madeUp: z.boolean(),
    version: z.number(),
    createdAt: instantSchema,
  })
  .openapi('Training');
const listedSchema = trainingSchema
  .extend({ people: z.number().nullable().openapi({ description: 'People reached; null where fewer than five, or nobody has reported' }) })
  .openapi('ListedTraining');

const view = <T extends Training>(training: T) => ({ ...training, createdAt: rfc3339(training.createdAt) });

const yearSchema = z
  .string()
  .regex(/^(19|20|21)\d{2}$/)
  .transform(Number)
  .openapi({ type: 'integer', minimum: 1900, maximum: 2199 });
const about = { tag: 'trainings', answer: trainingSchema } as const;
const planned = { ...about, permission: 'training.plan', status: 200, params: idParam } as const;

/** Trainings as those who run the programme plan them, and as everybody reads them. */
export const trainingsApi = router()
  .openapi(
    operation({
      tag: 'trainings',
      method: 'get',
      path: '/trainings',
      summary: 'Trainings with the people they reached; those that are planned, for coordinators alone',
      permission: 'open-data.read',
      status: 200,
      answer: pageSchema(listedSchema),
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(trainingStates).optional(),
        kind: z.enum(trainingKinds).optional(),
        delivery: z.enum(trainingDeliveries).optional(),
        year: yearSchema.optional(),
      }),
    }),
    async (c) => {
      const { state, kind, delivery, year, ...page } = c.req.valid('query');
      return c.json(pageAnswer(await listTrainings(c.var.db, { state, kind, delivery, year }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/trainings/{id}',
      summary: 'One training',
      permission: 'open-data.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const training = await findTraining(c.var.db, c.req.valid('param').id);
      if (training === undefined) throw new Problem(notFound('training'));
      return c.json(view(training), 200, etagOf(training));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/trainings',
      summary: 'Plan a training and choose its stations: all, those of provinces, or some',
      permission: 'training.plan',
      status: 201,
      body: trainingInputSchema,
    }),
    async (c) => {
      const training = valueOf(await planTraining(actionContext(c), c.req.valid('json')));
      return c.json(view(training), 201, { ...etagOf(training), Location: `/api/v1/trainings/${training.id}` });
    },
  )
  .openapi(
    operation({ ...planned, method: 'patch', path: '/trainings/{id}', summary: 'Change it', body: trainingPatchSchema }),
    async (c) => {
      const training = valueOf(await changeTraining(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(training), 200, etagOf(training));
    },
  )
  .openapi(
    operation({
      ...planned,
      method: 'post',
      path: '/trainings/{id}/stations',
      summary: 'Send it to more stations in one go',
      body: z.strictObject({ receivers: receiversSchema }),
    }),
    async (c) => {
      const training = valueOf(await addStations(actionContext(c), c.req.valid('param').id, c.req.valid('json').receivers));
      return c.json(view(training), 200, etagOf(training));
    },
  )
  .openapi(
    operation({ ...planned, method: 'post', path: '/trainings/{id}/open', summary: 'Open it for enrolment; its counties are told' }),
    async (c) => {
      const training = valueOf(await moveTraining(actionContext(c), c.req.valid('param').id, 'open'));
      return c.json(view(training), 200, etagOf(training));
    },
  )
  .openapi(
    operation({ ...planned, method: 'post', path: '/trainings/{id}/count', summary: 'Its figures stand; nothing more is reported' }),
    async (c) => {
      const training = valueOf(await moveTraining(actionContext(c), c.req.valid('param').id, 'count'));
      return c.json(view(training), 200, etagOf(training));
    },
  )
  .openapi(
    operation({
      ...planned,
      method: 'post',
      path: '/trainings/{id}/reopen',
      summary: 'Let stations correct their reports',
      body: reasonSchema,
    }),
    async (c) => {
      const training = valueOf(await moveTraining(actionContext(c), c.req.valid('param').id, 'reopen', c.req.valid('json').reason));
      return c.json(view(training), 200, etagOf(training));
    },
  )
  .openapi(
    operation({
      ...planned,
      method: 'post',
      path: '/trainings/{id}/cancel',
      summary: 'Cancel it; its counties are told',
      body: reasonSchema,
    }),
    async (c) => {
      const training = valueOf(await moveTraining(actionContext(c), c.req.valid('param').id, 'cancel', c.req.valid('json').reason));
      return c.json(view(training), 200, etagOf(training));
    },
  );
