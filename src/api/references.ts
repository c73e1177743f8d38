import { z } from '@hono/zod-openapi';
import { DateTime } from 'luxon';

import { notFound } from '../actions/context.ts';
import { askReferee } from '../actions/references/ask-referee.ts';
import { readReference } from '../actions/references/read-reference.ts';
import { findClearance } from '../db/queries/clearances.ts';
import { findReferee, type Referee } from '../db/queries/referees.ts';
import { reaches } from '../domain/actor.ts';
import { isLate, refereeInputSchema, referenceAnswerSchema } from '../domain/reference.ts';
import { actionContext, type AppEnv } from '../http/context.ts';
import { idParam, instantSchema, operation, rfc3339, rfc3339OrNull, router } from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

/** What the volunteer sees of their referee: never the answer. */
const refereeSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    relation: z.string(),
    askedAt: instantSchema,
    expiresAt: instantSchema,
    /** Whether it is time to ask somebody else. */
    isLate: z.boolean(),
    answeredAt: instantSchema.nullable(),
  })
  .openapi('Referee');

function refereeView({ id, name, relation, askedAt, expiresAt, answeredAt }: Referee, now: AppEnv['Variables']['now']) {
  const late = answeredAt === null && isLate(DateTime.fromISO(rfc3339(askedAt)), now);
  const times = { askedAt: rfc3339(askedAt), expiresAt: rfc3339(expiresAt), answeredAt: rfc3339OrNull(answeredAt) };
  return { id, name, relation, ...times, isLate: late };
}

const about = { tag: 'clearances', params: idParam } as const;

/** References: asked by the volunteer, written by the referee on a page of its own, read by those who verify. */
export const referencesApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/clearances/{id}/referee',
      summary: 'Who was asked for this reference',
      permission: 'clearance.read',
      status: 200,
      answer: refereeSchema,
    }),
    async (c) => {
      const { actor, db, now } = c.var;
      const clearance = await findClearance(db, c.req.valid('param').id);
      if (clearance === undefined || !reaches(actor, 'clearance.read', clearance)) throw new Problem(notFound('clearance'));
      const referee = await findReferee(db, clearance.id);
      if (referee === undefined) throw new Problem(notFound('referee'));
      return c.json(refereeView(referee, now), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/clearances/{id}/referee',
      summary: 'Ask somebody for this reference, in the place of whoever has not answered',
      permission: 'reference.ask',
      status: 201,
      body: refereeInputSchema,
      answer: refereeSchema,
    }),
    async (c) => {
      const referee = valueOf(await askReferee(actionContext(c), c.req.valid('param').id, c.req.valid('json')));
      return c.json(refereeView(referee, c.var.now), 201);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/clearances/{id}/reference',
      summary: 'What the referee wrote; the look is recorded',
      permission: 'reference.read',
      status: 200,
      answer: z.object({ referee: refereeSchema, answer: referenceAnswerSchema }).openapi('Reference'),
    }),
    async (c) => {
      const { referee, answer } = valueOf(await readReference(actionContext(c), c.req.valid('param').id));
      return c.json({ referee: refereeView(referee, c.var.now), answer }, 200, { 'Cache-Control': 'no-store' });
    },
  );
