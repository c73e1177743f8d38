import { z } from '@hono/zod-openapi';

import { handleIncident, readIncident, type OpenedIncident } from '../actions/incidents/handle-incident.ts';
import { raiseIncident } from '../actions/incidents/raise-incident.ts';
import { listIncidents, type Incident } from '../db/queries/incidents.ts';
import { incidentActionSchema, incidentInputSchema, incidentKinds, incidentOutcomeSchema, incidentStates } from '../domain/incident.ts';
import { actionContext } from '../http/context.ts';
import {
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
} from './operation.ts';
import { valueOf } from '../http/failure/problem.ts';

/** What stands in a list: enough to know what is urgent, nothing of what happened. */
const listedSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(incidentKinds),
    state: z.enum(incidentStates),
    countyCode: z.string().nullable(),
    placementId: z.uuid().nullable(),
    happenedAt: instantSchema,
    raisedBy: z.uuid(),
    raisedAt: instantSchema,
    /** By when somebody must have acted. */
    actByAt: instantSchema,
    actedBy: z.uuid().nullable(),
    actedAt: instantSchema.nullable(),
    closedBy: z.uuid().nullable(),
    closedAt: instantSchema.nullable(),
    isOverdue: z.boolean(),
  })
  .openapi('ListedIncident');
const incidentSchema = listedSchema
  .extend({ account: z.string(), action: z.string().nullable(), outcome: z.string().nullable() })
  .openapi('Incident');
const raisedSchema = z.object({ id: z.uuid(), actByAt: instantSchema }).openapi('RaisedIncident');

function listedView(incident: Incident, nowMilliseconds: number): z.infer<typeof listedSchema> {
  const { id, kind, state, countyCode, placementId, raisedBy, actedBy, closedBy } = incident;
  const { happenedAt, raisedAt, actByAt, actedAt, closedAt } = incident;
  return {
    id,
    kind,
    state,
    countyCode,
    placementId,
    raisedBy,
    actedBy,
    closedBy,
    happenedAt: rfc3339(happenedAt),
    raisedAt: rfc3339(raisedAt),
    actByAt: rfc3339(actByAt),
    actedAt: rfc3339OrNull(actedAt),
    closedAt: rfc3339OrNull(closedAt),
    isOverdue: state === 'open' && Date.parse(actByAt) < nowMilliseconds,
  };
}

function view({ incident, account, action, outcome }: OpenedIncident, nowMilliseconds: number): z.infer<typeof incidentSchema> {
  return { ...listedView(incident, nowMilliseconds), account, action, outcome };
}

const noStore = { 'Cache-Control': 'no-store' };
const handle = { tag: 'incidents', permission: 'incident.handle', status: 200 } as const;
const one = { ...handle, params: idParam, answer: incidentSchema } as const;

export const incidentsApi = router()
  .openapi(
    operation({
      tag: 'incidents',
      permission: 'incident.raise',
      method: 'post',
      path: '/incidents',
      summary: 'Raise an incident in one step; only safeguarding reads it',
      status: 201,
      body: incidentInputSchema,
      answer: raisedSchema,
    }),
    async (c) => {
      const { id, actByAt } = valueOf(await raiseIncident(actionContext(c), c.req.valid('json')));
      return c.json({ id, actByAt: rfc3339(actByAt) }, 201, noStore);
    },
  )
  .openapi(
    operation({
      ...handle,
      method: 'get',
      path: '/incidents',
      summary: 'Incidents, without what happened',
      query: z.strictObject({ ...pageQuery, state: z.enum(incidentStates).optional() }),
      answer: pageSchema(listedSchema),
    }),
    async (c) => {
      const { state, ...page } = c.req.valid('query');
      const now = c.var.now.toMillis();
      return c.json(
        pageAnswer(await listIncidents(c.var.db, state, pageWanted(page)), (incident) => listedView(incident, now)),
        200,
        noStore,
      );
    },
  )
  .openapi(
    operation({ ...one, method: 'get', path: '/incidents/{id}', summary: 'One incident; that it was read is recorded' }),
    async (c) => c.json(view(valueOf(await readIncident(actionContext(c), c.req.valid('param').id)), c.var.now.toMillis()), 200, noStore),
  )
  .openapi(
    operation({ ...one, method: 'post', path: '/incidents/{id}/act', summary: 'Write down the first action', body: incidentActionSchema }),
    async (c) => {
      const step = { move: 'act', text: c.req.valid('json').action } as const;
      return c.json(
        view(valueOf(await handleIncident(actionContext(c), c.req.valid('param').id, step)), c.var.now.toMillis()),
        200,
        noStore,
      );
    },
  )
  .openapi(
    operation({ ...one, method: 'post', path: '/incidents/{id}/close', summary: 'Write down how it ended', body: incidentOutcomeSchema }),
    async (c) => {
      const step = { move: 'close', text: c.req.valid('json').outcome } as const;
      return c.json(
        view(valueOf(await handleIncident(actionContext(c), c.req.valid('param').id, step)), c.var.now.toMillis()),
        200,
        noStore,
      );
    },
  );
