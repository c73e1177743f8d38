import { z } from '@hono/zod-openapi';

import { listEvents, type EventRow } from '../db/queries/events.ts';
import { accountIdOf } from '../actions/context.ts';
import { actionContext } from '../http/context.ts';
import { instantSchema, operation, pageQuery, pageSchema, pageWanted, rfc3339, router } from './operation.ts';

const eventSchema = z
  .object({
    sequence: z.number(),
    at: instantSchema,
    /** The roles of who acted, or the job's name; not the person. */
    actor: z.string(),
    thing: z.string(),
    thingId: z.string(),
    event: z.string(),
    fromState: z.string().nullable(),
    toState: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Event');

function view({ sequence, at, actorName, thing, thingId, event, fromState, toState, reason }: EventRow): z.infer<typeof eventSchema> {
  return { sequence: sequence ?? 0, at: rfc3339(at), actor: actorName, thing, thingId, event, fromState, toState, reason };
}

const page = { limit: pageQuery.limit, cursor: z.string().max(200).optional() };
const about = { method: 'get', tag: 'events', status: 200, answer: pageSchema(eventSchema) } as const;

/** Newest first: the cursor is the place in the chain before which to go on. */
function answer(rows: readonly EventRow[], limit: number) {
  const items = rows.slice(0, limit).map(view);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? btoa(String(last.sequence)) : null };
}

function wanted(query: { limit: number; cursor?: string | undefined }) {
  const { limit, after } = pageWanted(query, 'sequence');
  return { limit, before: after === undefined ? undefined : Number.parseInt(after, 10) };
}

export const eventsApi = router()
  .openapi(
    operation({
      ...about,
      path: '/events',
      summary: 'What happened, newest first',
      permission: 'event.read',
      query: z.strictObject({ ...page, thing: z.string().max(40).optional(), thingId: z.string().max(64).optional() }),
    }),
    async (c) => {
      const { thing, thingId, ...query } = c.req.valid('query');
      return c.json(answer(await listEvents(c.var.db, { thing, thingId }, wanted(query)), query.limit), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      path: '/me/events',
      summary: 'What happened to me, newest first',
      permission: 'event.read-own',
      query: z.strictObject(page),
    }),
    async (c) => {
      const query = c.req.valid('query');
      const subjectId = accountIdOf(actionContext(c).actor) ?? '';
      return c.json(answer(await listEvents(c.var.db, { subjectId }, wanted(query)), query.limit), 200);
    },
  );
