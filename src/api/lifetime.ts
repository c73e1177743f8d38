import { z } from '@hono/zod-openapi';

import { accountIdOf, notFound } from '../actions/context.ts';
import type { Connection } from '../db/client.ts';
import { findName } from '../db/queries/accounts.ts';
import { listServices } from '../db/queries/lifetime.ts';
import { reaches } from '../domain/actor.ts';
import { certificateStates } from '../domain/certificate.ts';
import { lifetimeOf } from '../domain/lifetime.ts';
import { deliveries } from '../domain/teaching.ts';
import { Problem } from '../http/failure/problem.ts';
import { idParam, operation, router } from './operation.ts';

const named = { zh: z.string(), en: z.string() } as const;
const taughtSchema = z.object({ ...named, code: z.string(), lessons: z.number(), minutes: z.number() });
const sums = { services: z.number(), days: z.number(), lessons: z.number(), minutes: z.number(), learners: z.number() } as const;

const lifetimeSchema = z
  .object({
    services: z.array(
      z.object({
        placementId: z.uuid(),
        state: z.enum(['completed', 'ended_early']),
        season: z.object(named),
        county: z.object({ ...named, code: z.string() }),
        province: z.object(named),
        place: z.string(),
        delivery: z.enum(deliveries),
        startDay: z.string(),
        endDay: z.string(),
        /** As countersigned; null where it ended early. */
        daysServed: z.number().nullable(),
        lessons: z.number(),
        minutes: z.number(),
        learners: z.number(),
        subjects: z.array(taughtSchema),
        /** The newest certificate. */
        certificate: z.object({ serial: z.string(), state: z.enum(certificateStates) }).nullable(),
        madeUp: z.boolean(),
      }),
    ),
    total: z.object(sums),
    endedEarly: z.number(),
    /** By the year in which the term ends. */
    byYear: z.array(z.object({ year: z.number(), ...sums })),
    bySubject: z.array(taughtSchema),
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
  })
  .openapi('LifetimeRecord');

async function view(db: Connection, accountId: string): Promise<z.infer<typeof lifetimeSchema>> {
  const { services, byYear, bySubject, ...sum } = lifetimeOf(await listServices(db, accountId));
  return {
    ...sum,
    services: services.map(({ subjects, ...service }) => ({ ...service, subjects: [...subjects] })),
    byYear: [...byYear],
    bySubject: [...bySubject],
  };
}

const about = { method: 'get', tag: 'lifetime', permission: 'record.read', status: 200, answer: lifetimeSchema } as const;

/** What somebody did over the years. */
export const lifetimeApi = router()
  .openapi(operation({ ...about, path: '/me/record', summary: 'All my service over the years, with its totals' }), async (c) =>
    c.json(await view(c.var.db, accountIdOf(c.var.actor) ?? ''), 200, { 'Cache-Control': 'no-store' }),
  )
  .openapi(
    operation({ ...about, path: '/accounts/{id}/record', summary: "All of a person's service over the years", params: idParam }),
    async (c) => {
      const { actor, db } = c.var;
      const { id } = c.req.valid('param');
      if (!reaches(actor, 'record.read', { accountId: id }) || (await findName(db, id)) === undefined)
        throw new Problem(notFound('account'));
      return c.json(await view(db, id), 200, { 'Cache-Control': 'no-store' });
    },
  );
