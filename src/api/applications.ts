import { z } from '@hono/zod-openapi';

import { beginApplication } from '../actions/applications/begin-application.ts';
import { changeApplication } from '../actions/applications/change-application.ts';
import { decideApplication } from '../actions/applications/decide-application.ts';
import { submitApplication } from '../actions/applications/submit-application.ts';
import { withdrawApplication } from '../actions/applications/withdraw-application.ts';
import { notFound } from '../actions/context.ts';
import { findApplication, listApplications, type Application } from '../db/queries/applications.ts';
import { authorise, reaches } from '../domain/actor.ts';
import {
  applicationFaultsIn,
  applicationInputSchema,
  applicationPatchSchema,
  applicationStates,
  choiceScopes,
  choiceTargetSchema,
} from '../domain/application.ts';
import { reasonSchema } from '../domain/placement.ts';
import { deliverySchema } from '../domain/teaching.ts';
import { actionContext } from '../http/context.ts';
import { decisions } from './decisions.ts';
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
import { Problem, valueOf } from '../http/failure/problem.ts';

const applicationSchema = z
  .object({
    id: z.uuid(),
    seasonId: z.uuid(),
    volunteerId: z.uuid(),
    state: z.enum(applicationStates),
    subjects: z.array(z.object({ subject: z.string(), level: z.number() })),
    deliveries: z.array(deliverySchema),
    windows: z.array(z.object({ startDay: z.string(), endDay: z.string(), weeklyHours: z.number() })),
    choices: z.array(z.object({ rank: z.number(), targets: z.array(choiceTargetSchema) })),
    scope: z.enum(choiceScopes),
    mostPlacements: z.number(),
    never: z.array(choiceTargetSchema),
    statement: z.string(),
    decisionReason: z.string().nullable(),
    submittedAt: instantSchema.nullable(),
    createdAt: instantSchema,
    version: z.number(),
  })
  .openapi('Application');

function view(application: Application): z.infer<typeof applicationSchema> {
  const { accountId, submittedAt, createdAt, ...rest } = application;
  return { ...rest, volunteerId: accountId, submittedAt: rfc3339OrNull(submittedAt), createdAt: rfc3339(createdAt) };
}

const about = { tag: 'applications', answer: applicationSchema } as const;
const move = { ...about, method: 'post', status: 200, params: idParam } as const;

export const applicationsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/applications',
      summary: 'Begin a draft',
      permission: 'application.write',
      status: 201,
      body: applicationInputSchema,
      faultsIn: applicationFaultsIn,
    }),
    async (c) => {
      const application = valueOf(await beginApplication(actionContext(c), c.req.valid('json')));
      return c.json(view(application), 201, { ...etagOf(application), Location: `/api/v1/applications/${application.id}` });
    },
  )
  .openapi(
    operation({
      method: 'get',
      path: '/applications',
      summary: 'Own applications, or the season’s for coordinators',
      tag: 'applications',
      permission: 'application.read',
      status: 200,
      answer: pageSchema(applicationSchema),
      query: z.strictObject({ ...pageQuery, seasonId: z.uuid().optional(), state: z.enum(applicationStates).optional() }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'application.read'));
      const { seasonId, state, ...page } = c.req.valid('query');
      const accountId = reach === 'own' && actor.kind === 'account' ? actor.accountId : undefined;
      return c.json(pageAnswer(await listApplications(db, { accountId, seasonId, state }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/applications/{id}',
      summary: 'One application',
      permission: 'application.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const application = await findApplication(c.var.db, c.req.valid('param').id);
      if (application === undefined || !reaches(c.var.actor, 'application.read', application)) throw new Problem(notFound('application'));
      return c.json(view(application), 200, etagOf(application));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/applications/{id}',
      summary: 'Change a draft',
      permission: 'application.write',
      status: 200,
      params: idParam,
      body: applicationPatchSchema,
      faultsIn: applicationFaultsIn,
    }),
    async (c) => {
      const changed = valueOf(await changeApplication(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(changed), 200, etagOf(changed));
    },
  )
  .openapi(operation({ ...move, path: '/applications/{id}/submit', summary: 'Hand it in', permission: 'application.write' }), async (c) => {
    const submitted = valueOf(await submitApplication(actionContext(c), c.req.valid('param').id));
    return c.json(view(submitted), 200, etagOf(submitted));
  })
  .openapi(
    operation({
      ...move,
      path: '/applications/{id}/withdraw',
      summary: 'Take it back',
      permission: 'application.write',
      body: reasonSchema,
    }),
    async (c) => {
      const withdrawn = valueOf(await withdrawApplication(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason));
      return c.json(view(withdrawn), 200, etagOf(withdrawn));
    },
  )
  .route(
    '/',
    decisions({ tag: 'applications', permission: 'application.decide', answer: applicationSchema, decide: decideApplication, view }),
  );
