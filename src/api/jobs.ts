import { z } from '@hono/zod-openapi';

import { retryLetter } from '../actions/outbox/retry-letter.ts';
import { instantOf } from '../actions/context.ts';
import { countLetters, listBackgroundRuns, listClock, listWaitingLetters, type WaitingLetter } from '../db/queries/background.ts';
import { clockJobs } from '../domain/job.ts';
import { letterFailures, letterStates } from '../domain/outbox.ts';
import { runStates } from '../domain/run.ts';
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

const runSchema = z.object({
  id: z.uuid(),
  season: z.object({ zh: z.string(), en: z.string() }),
  state: z.enum(runStates),
  isRepair: z.boolean(),
  progress: z.number(),
  attempts: z.number(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  heartbeatAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
  failure: z.string().nullable(),
});
const countsSchema = z.object({
  waiting: z.number(),
  retrying: z.number(),
  /** For an address that is stopped. */
  held: z.number(),
  /** Nobody heard whether the server took it. */
  unconfirmed: z.number(),
  givenUp: z.number(),
  /** Of a kind that its reader turned off. */
  suppressed: z.number(),
  sent: z.number(),
  /** In the last 24 hours. */
  sentLately: z.number(),
});
const clockSchema = z.object({
  job: z.enum(clockJobs),
  due: z.number().nullable(),
  nextAt: instantSchema.nullable(),
  lastAt: instantSchema.nullable(),
  lastDay: z.string().nullable(),
  /** When its turn last ended well. */
  endedAt: instantSchema.nullable(),
  /** Since when each of its turns has failed, and what the last failure is called. */
  failingSince: instantSchema.nullable(),
  fault: z.string().nullable(),
});
const jobsSchema = z.object({ runs: z.array(runSchema), letters: countsSchema, clock: z.array(clockSchema) }).openapi('Jobs');
const letterSchema = z
  .object({
    id: z.uuid(),
    /** Null where there being one is for safeguarding alone. */
    template: z.string().nullable(),
    accountId: z.uuid().nullable(),
    state: z.enum(letterStates),
    createdAt: instantSchema,
    attempts: z.number(),
    nextAttemptAt: instantSchema,
    failedAt: instantSchema.nullable(),
    failure: z.enum(letterFailures).nullable(),
  })
  .openapi('WaitingLetter');

const runsShown = 20;

function letterView({ id, template, accountId, state, createdAt, attempts, nextAttemptAt, failedAt, failure }: WaitingLetter) {
  const when = { createdAt: rfc3339(createdAt), nextAttemptAt: rfc3339(nextAttemptAt), failedAt: rfc3339OrNull(failedAt) };
  return { id, template, accountId, state, attempts, failure, ...when };
}

/** What runs in the background, for those who keep the site running: how far it is, and never what a letter says. */
export const jobsApi = router()
  .openapi(
    operation({
      tag: 'jobs',
      permission: 'job.read',
      method: 'get',
      path: '/jobs',
      summary: 'Runs, letters by number, and what the clock has to do',
      status: 200,
      query: z.strictObject({ lang: pageQuery.lang }),
      answer: jobsSchema,
    }),
    async (c) => {
      const { db, now } = c.var;
      const runs = (await listBackgroundRuns(db, runsShown)).map(({ seasonZh: zh, seasonEn: en, ...run }) => ({
        ...run,
        season: { zh, en },
        createdAt: rfc3339(run.createdAt),
        startedAt: rfc3339OrNull(run.startedAt),
        heartbeatAt: rfc3339OrNull(run.heartbeatAt),
        finishedAt: rfc3339OrNull(run.finishedAt),
      }));
      const clock = (await listClock(db, instantOf(now))).map((line) => ({
        ...line,
        nextAt: rfc3339OrNull(line.nextAt),
        lastAt: rfc3339OrNull(line.lastAt),
        endedAt: rfc3339OrNull(line.endedAt),
        failingSince: rfc3339OrNull(line.failingSince),
      }));
      return c.json({ runs, letters: await countLetters(db, instantOf(now.minus({ hours: 24 }))), clock }, 200);
    },
  )
  .openapi(
    operation({
      tag: 'jobs',
      permission: 'job.read',
      method: 'get',
      path: '/jobs/letters',
      summary: 'Letters that have not gone out, the newest first',
      status: 200,
      query: z.strictObject({
        limit: pageQuery.limit,
        cursor: pageQuery.cursor,
        lang: pageQuery.lang,
        state: z.enum(letterStates).optional(),
      }),
      answer: pageSchema(letterSchema),
    }),
    async (c) => {
      const { state, ...page } = c.req.valid('query');
      return c.json(pageAnswer(await listWaitingLetters(c.var.db, state, pageWanted(page)), letterView), 200);
    },
  )
  .openapi(
    operation({
      tag: 'jobs',
      permission: 'job.retry',
      method: 'post',
      path: '/jobs/letters/{id}/retry',
      summary: 'Try a letter now and not at its next time',
      status: 202,
      params: idParam,
      answer: z.object({ id: z.uuid() }),
    }),
    async (c) => c.json({ id: valueOf(await retryLetter(actionContext(c), c.req.valid('param').id)).id }, 202),
  );
