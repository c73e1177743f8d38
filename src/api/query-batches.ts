import { z } from '@hono/zod-openapi';

import { recordAttendance } from '../actions/attendance/record-attendance.ts';
import { answerBatch } from '../actions/query-batches/answer-batch.ts';
import { makeBatch } from '../actions/query-batches/make-batch.ts';
import { readBatch } from '../actions/query-batches/read-batch.ts';
import { listBatches, type QueryBatch } from '../db/queries/query-batches.ts';
import { attendanceSchema } from '../domain/attendance.ts';
import { queryOutcomes } from '../domain/clearance.ts';
import { batchAnswerSchema } from '../domain/query-batch.ts';
import { actionContext } from '../http/context.ts';
import { idParam, instantSchema, operation, pageAnswer, pageQuery, pageSchema, pageWanted, rfc3339, router } from './operation.ts';
import { valueOf } from '../http/failure/problem.ts';

const batchSchema = z.object({ id: z.uuid(), createdAt: instantSchema, answeredDay: z.string().nullable() }).openapi('QueryBatch');
const entrySchema = z
  .object({ clearanceId: z.uuid(), volunteerId: z.uuid(), name: z.string(), outcome: z.enum(queryOutcomes).nullable() })
  .openapi('QueryBatchEntry');
const listedPersonSchema = entrySchema
  .extend({ documentType: z.string().nullable(), /** Null where no document was given yet. */ number: z.string().nullable() })
  .openapi('QueryBatchPerson');

const batchView = ({ id, createdAt, answeredDay }: QueryBatch) => ({ id, createdAt: rfc3339(createdAt), answeredDay });
const about = { tag: 'clearances', permission: 'query-batch.run' } as const;

/** Checks that are made for many at once: the employment query by list, and attendance of pre-departure trainings. */
export const queryBatchesApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/query-batches',
      summary: 'Lists for the employment query',
      status: 200,
      query: z.strictObject(pageQuery),
      answer: pageSchema(batchSchema),
    }),
    async (c) => c.json(pageAnswer(await listBatches(c.var.db, pageWanted(c.req.valid('query'))), batchView), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/query-batches',
      summary: 'Put everybody who waits, and whose query ends soon, on a list',
      status: 201,
      answer: batchSchema,
    }),
    async (c) => c.json(batchView(valueOf(await makeBatch(actionContext(c)))), 201),
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/query-batches/{id}',
      summary: 'A list with identity numbers, as the authority takes it; every look is recorded',
      status: 200,
      params: idParam,
      answer: batchSchema.extend({ people: z.array(listedPersonSchema) }).openapi('QueryBatchInFull'),
    }),
    async (c) => {
      const { batch, people } = valueOf(await readBatch(actionContext(c), c.req.valid('param').id));
      const listed = people.map(({ accountId, ...person }) => ({ ...person, volunteerId: accountId }));
      return c.json({ ...batchView(batch), people: listed }, 200, { 'Cache-Control': 'no-store' });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/query-batches/{id}/answer',
      summary: 'Enter what the authority answered',
      status: 200,
      params: idParam,
      body: batchAnswerSchema,
      answer: z.object({ items: z.array(entrySchema) }),
    }),
    async (c) => {
      const entries = valueOf(await answerBatch(actionContext(c), c.req.valid('param').id, c.req.valid('json')));
      return c.json({ items: entries.map(({ accountId, ...entry }) => ({ ...entry, volunteerId: accountId })) }, 200);
    },
  )
  .openapi(
    operation({
      tag: 'clearances',
      permission: 'attendance.record',
      method: 'post',
      path: '/seasons/{id}/attendance',
      summary: 'Record who was at a pre-departure training',
      status: 201,
      params: idParam,
      body: attendanceSchema,
      answer: z.object({ attended: z.number(), cleared: z.number() }).openapi('Attendance'),
    }),
    async (c) => c.json(valueOf(await recordAttendance(actionContext(c), c.req.valid('param').id, c.req.valid('json'))), 201),
  );
