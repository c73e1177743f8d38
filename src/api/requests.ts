import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { beginRequest } from '../actions/requests/begin-request.ts';
import { cancelRequest } from '../actions/requests/cancel-request.ts';
import { changeRequest } from '../actions/requests/change-request.ts';
import { decideRequest } from '../actions/requests/decide-request.ts';
import { moveRequest } from '../actions/requests/move-request.ts';
import { submitRequest } from '../actions/requests/submit-request.ts';
import { findRequest, listRequests, type TeachingRequest } from '../db/queries/requests.ts';
import { authorise, reaches } from '../domain/actor.ts';
import { reasonSchema } from '../domain/placement.ts';
import {
  belowMinimumSchema,
  requestFaultsIn,
  hostConditionsSchema,
  requestInputSchema,
  requestPatchSchema,
  requestStates,
} from '../domain/request.ts';
import { deliverySchema, lineRoleSchema, requestKindSchema, volunteerKindSchema } from '../domain/teaching.ts';
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

const lineSchema = z
  .object({
    id: z.uuid(),
    subject: z.string(),
    level: z.number(),
    role: lineRoleSchema,
    minimum: z.number(),
    ideal: z.number(),
    maximum: z.number(),
    taken: z.number(),
    kinds: z.array(volunteerKindSchema),
    languages: z.array(z.string()),
    minimumAge: z.number(),
    teachingPermit: z.boolean(),
  })
  .openapi('Line');

export const requestSchema = z
  .object({
    id: z.uuid(),
    seasonId: z.uuid(),
    countyCode: z.string(),
    stationId: z.uuid().nullable(),
    state: z.enum(requestStates),
    kind: requestKindSchema,
    delivery: deliverySchema,
    place: z.string(),
    startDay: z.string(),
    endDay: z.string(),
    weeklyHours: z.number(),
    squadMaximum: z.number().nullable(),
    asksForReturners: z.boolean(),
    belowMinimum: belowMinimumSchema,
    hostConditions: hostConditionsSchema.nullable(),
    lines: z.array(lineSchema),
    decisionReason: z.string().nullable(),
    submittedAt: instantSchema.nullable(),
    createdAt: instantSchema,
    version: z.number(),
  })
  .openapi('Request');

export function view(request: TeachingRequest): z.infer<typeof requestSchema> {
  const { submittedAt, createdAt, lines, ...rest } = request;
  return {
    ...rest,
    lines: lines.map(({ subjectCode, requestId, seasonId, position, ...line }) => ({ ...line, subject: subjectCode })),
    submittedAt: rfc3339OrNull(submittedAt),
    createdAt: rfc3339(createdAt),
  };
}

const about = { tag: 'requests', answer: requestSchema } as const;
const move = { ...about, method: 'post', status: 200, params: idParam } as const;

export const requestsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/requests',
      summary: 'Begin a draft',
      permission: 'request.write',
      status: 201,
      body: requestInputSchema,
      faultsIn: requestFaultsIn,
    }),
    async (c) => {
      const request = valueOf(await beginRequest(actionContext(c), c.req.valid('json')));
      return c.json(view(request), 201, { ...etagOf(request), Location: `/api/v1/requests/${request.id}` });
    },
  )
  .openapi(
    operation({
      method: 'get',
      path: '/requests',
      summary: 'Own counties’ requests, or all for coordinators',
      tag: 'requests',
      permission: 'request.read',
      status: 200,
      answer: pageSchema(requestSchema),
      query: z.strictObject({ ...pageQuery, seasonId: z.uuid().optional(), state: z.enum(requestStates).optional() }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'request.read'));
      const { seasonId, state, ...page } = c.req.valid('query');
      const countyCodes = reach === 'own' && actor.kind === 'account' ? actor.countyCodes : undefined;
      return c.json(pageAnswer(await listRequests(db, { countyCodes, seasonId, state }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/requests/{id}',
      summary: 'One request',
      permission: 'request.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const request = await findRequest(c.var.db, c.req.valid('param').id);
      if (request === undefined || !reaches(c.var.actor, 'request.read', request)) throw new Problem(notFound('request'));
      return c.json(view(request), 200, etagOf(request));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/requests/{id}',
      summary: 'Change a draft',
      permission: 'request.write',
      status: 200,
      params: idParam,
      body: requestPatchSchema,
      faultsIn: requestFaultsIn,
    }),
    async (c) => {
      const changed = valueOf(await changeRequest(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(changed), 200, etagOf(changed));
    },
  )
  .openapi(operation({ ...move, path: '/requests/{id}/submit', summary: 'Hand it in', permission: 'request.write' }), async (c) => {
    const submitted = valueOf(await submitRequest(actionContext(c), c.req.valid('param').id));
    return c.json(view(submitted), 200, etagOf(submitted));
  })
  .openapi(
    operation({
      ...move,
      path: '/requests/{id}/cancel',
      summary: 'Cancel it and its placements',
      permission: 'request.cancel',
      body: reasonSchema,
    }),
    async (c) => {
      const cancelled = valueOf(await cancelRequest(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason));
      return c.json(view(cancelled), 200, etagOf(cancelled));
    },
  )
  .openapi(
    operation({
      ...move,
      path: '/requests/{id}/station',
      summary: 'Go on from another station of the county, once it is approved',
      permission: 'request.move',
      body: z.strictObject({ stationId: z.uuid() }),
    }),
    async (c) => {
      const moved = valueOf(await moveRequest(actionContext(c), c.req.valid('param').id, c.req.valid('json').stationId));
      return c.json(view(moved), 200, etagOf(moved));
    },
  )
  .route('/', decisions({ tag: 'requests', permission: 'request.decide', answer: requestSchema, decide: decideRequest, view }));
