import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { listEvents, listEventsAfter, type EventRow } from '../db/queries/events.ts';
import { lastSequence } from '../db/queries/webhooks.ts';
import { accountIdOf } from '../actions/context.ts';
import { actionContext, type AppEnv } from '../http/context.ts';
import { Problem } from '../http/failure/problem.ts';
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

const orders = ['newest', 'oldest'] as const;
const place = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .openapi({ type: 'integer', minimum: 0, description: 'Read from the event after this place in the chain on; it means order=oldest' });

type Feed = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly after?: number | undefined;
  readonly thing?: string | undefined;
  readonly thingId?: string | undefined;
};

/** Oldest first. The cursor is there even when nothing is left: asked with it later, what happened meanwhile comes. */
async function feed(c: Context<AppEnv>, { thing, thingId, after: from, ...query }: Feed) {
  if (from !== undefined && query.cursor !== undefined)
    throw new Problem({ kind: 'invalid', faults: [{ pointer: '/after', code: 'twice' }] });
  const { limit, after: cursor } = pageWanted(query, 'sequence');
  const after = from ?? Number(cursor ?? 0);
  // Asked first: whatever is committed by then is in the list, or was not asked for.
  const last = await lastSequence(c.var.db);
  const rows = await listEventsAfter(c.var.db, { thing, thingId }, { limit, after });
  const reached = rows.length < limit ? Math.max(after, last, rows.at(-1)?.sequence ?? 0) : (rows.at(-1)?.sequence ?? after);
  return { items: rows.map(view), nextCursor: btoa(String(reached)) };
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
      summary: 'What happened, newest first; or oldest first from a place on, to follow it',
      permission: 'event.read',
      query: z.strictObject({
        ...page,
        order: z.enum(orders).optional(),
        after: place.optional(),
        thing: z.string().max(40).optional(),
        thingId: z.string().max(64).optional(),
      }),
    }),
    async (c) => {
      const { thing, thingId, order, after, ...query } = c.req.valid('query');
      if ((order ?? 'newest') === 'oldest' || after !== undefined) return c.json(await feed(c, { ...query, after, thing, thingId }), 200);
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
