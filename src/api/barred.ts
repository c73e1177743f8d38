import { z } from '@hono/zod-openapi';

import { barPerson } from '../actions/barred/bar-person.ts';
import { decideReview } from '../actions/barred/decide-review.ts';
import { liftBar } from '../actions/barred/lift-bar.ts';
import { listBarredPeople, listReviews, type BarredPerson, type ReviewInFull } from '../db/queries/barred.ts';
import { barredPersonSchema, reviewDecisionSchema } from '../domain/barred-person.ts';
import { reasonSchema } from '../domain/placement.ts';
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

const personSchema = z
  .object({ id: z.uuid(), name: z.string(), hasNumber: z.boolean(), createdAt: instantSchema, liftedAt: instantSchema.nullable() })
  .openapi('BarredPerson');
const states = ['open', 'confirmed', 'dismissed'] as const;
const reviewSchema = z
  .object({
    id: z.uuid(),
    accountId: z.uuid(),
    applicantName: z.string(),
    barredName: z.string(),
    matchedBy: z.enum(['number', 'name']),
    similarity: z.number(),
    state: z.enum(states),
    decidedAt: instantSchema.nullable(),
    createdAt: instantSchema,
  })
  .openapi('BarredReview');

const personView = ({ id, name, numberHash, createdAt, liftedAt }: BarredPerson) => ({
  id,
  name,
  hasNumber: numberHash !== null,
  createdAt: rfc3339(createdAt),
  liftedAt: rfc3339OrNull(liftedAt),
});
const reviewView = ({ id, accountId, applicantName, barredName, matchedBy, similarity, state, decidedAt, createdAt }: ReviewInFull) => ({
  id,
  accountId,
  applicantName,
  barredName,
  matchedBy,
  similarity,
  state,
  decidedAt: rfc3339OrNull(decidedAt),
  createdAt: rfc3339(createdAt),
});

const people = { tag: 'barred people', permission: 'barred-person.change' } as const;
const reviews = { tag: 'barred people', permission: 'barred-review.decide' } as const;

/** Who may not teach here, and whether an applicant is one of them; for safeguarding alone. */
export const barredApi = router()
  .openapi(
    operation({
      ...people,
      method: 'get',
      path: '/barred-people',
      summary: 'Who may not teach here',
      status: 200,
      query: z.strictObject(pageQuery),
      answer: pageSchema(personSchema),
    }),
    async (c) => c.json(pageAnswer(await listBarredPeople(c.var.db, pageWanted(c.req.valid('query'))), personView), 200),
  )
  .openapi(
    operation({
      ...people,
      method: 'post',
      path: '/barred-people',
      summary: 'Note somebody who may not teach here; volunteers are compared at once',
      status: 201,
      body: barredPersonSchema,
      answer: personSchema,
    }),
    async (c) => c.json(personView(valueOf(await barPerson(actionContext(c), c.req.valid('json')))), 201),
  )
  .openapi(
    operation({
      ...people,
      method: 'post',
      path: '/barred-people/{id}/lift',
      summary: 'Let somebody off',
      status: 200,
      params: idParam,
      body: reasonSchema,
      answer: personSchema,
    }),
    async (c) => c.json(personView(valueOf(await liftBar(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason))), 200),
  )
  .openapi(
    operation({
      ...reviews,
      method: 'get',
      path: '/barred-reviews',
      summary: 'Applicants who may be somebody who is barred',
      status: 200,
      query: z.strictObject({ ...pageQuery, state: z.enum(states).optional() }),
      answer: pageSchema(reviewSchema),
    }),
    async (c) => {
      const { state, ...page } = c.req.valid('query');
      return c.json(pageAnswer(await listReviews(c.var.db, state, pageWanted(page)), reviewView), 200);
    },
  )
  .openapi(
    operation({
      ...reviews,
      method: 'post',
      path: '/barred-reviews/{id}/decide',
      summary: 'Decide whether it is the same person',
      status: 200,
      params: idParam,
      body: reviewDecisionSchema,
      answer: reviewSchema,
    }),
    async (c) => c.json(reviewView(valueOf(await decideReview(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  );
