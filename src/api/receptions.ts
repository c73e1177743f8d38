import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { enrolGroups, reportAttendance } from '../actions/trainings/report-attendance.ts';
import { listReceptions, listReports, type Reception, type TrainingReport } from '../db/queries/receptions.ts';
import { findTraining } from '../db/queries/trainings.ts';
import { authorise } from '../domain/actor.ts';
import { attendanceSchema, enrolmentSchema, headsSchema } from '../domain/training.ts';
import { actionContext } from '../http/context.ts';
import { idParam, instantSchema, operation, pageQuery, pageSchema, pageWanted, rfc3339, rfc3339OrNull, router } from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const heads = headsSchema;
const reportSchema = z
  .object({
    number: z.number(),
    sessions: z.array(z.object({ day: z.string(), heads })),
    certificates: z.number().nullable(),
    reason: z.string().nullable(),
    reportedAt: instantSchema,
  })
  .openapi('AttendanceReport');
const receptionSchema = z
  .object({
    id: z.uuid(),
    trainingId: z.uuid(),
    stationId: z.uuid(),
    countyCode: z.string(),
    expected: heads.nullable(),
    people: heads.nullable().openapi({ description: 'People by group, by the newest report' }),
    attendances: z.number(),
    certificates: z.number().nullable(),
    reports: z.number(),
    reportedAt: instantSchema.nullable(),
  })
  .openapi('Reception');
const withHistorySchema = receptionSchema.extend({ history: z.array(reportSchema) }).openapi('ReceptionWithHistory');

function view({ station: _, county: __, training: ___, ...reception }: Reception): z.infer<typeof receptionSchema> {
  const { expected, people, reportedAt, ...rest } = reception;
  return { ...rest, expected, people, reportedAt: rfc3339OrNull(reportedAt) };
}

function reportView({ number, sessions, certificates, reason, reportedAt }: TrainingReport): z.infer<typeof reportSchema> {
  return { number, sessions, certificates, reason, reportedAt: rfc3339(reportedAt) };
}

const about = { tag: 'trainings', permission: 'training.report', params: idParam } as const;

/** A training at a station: who is expected, and who came. */
export const receptionsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/trainings/{id}/attendance',
      summary: 'Who is expected and who came, station by station, every report with it: own counties’ stations, or all for coordinators',
      status: 200,
      answer: pageSchema(withHistorySchema),
      query: z.strictObject({ ...pageQuery, sort: z.enum(['created']).default('created'), stationId: z.uuid().optional() }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'training.report'));
      const { id: trainingId } = c.req.valid('param');
      const { stationId, ...query } = c.req.valid('query');
      const countyCodes = reach === 'own' && actor.kind === 'account' ? actor.countyCodes : undefined;
      const page = await listReceptions(db, { trainingId, stationId, countyCodes, isOpened: reach === 'own' }, pageWanted(query));
      const isNone = page.items.length === 0 && query.cursor === undefined && stationId === undefined;
      if (isNone && (reach === 'own' || (await findTraining(db, trainingId)) === undefined)) throw new Problem(notFound('training'));
      const ids = page.items.map(({ id }) => id);
      const reports = Map.groupBy(await listReports(db, ids), ({ receptionId }) => receptionId);
      const items = page.items.map((one) => ({ ...view(one), history: (reports.get(one.id) ?? []).map(reportView) }));
      return c.json({ items, nextCursor: page.nextAfter === null ? null : btoa(page.nextAfter) }, 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'put',
      path: '/trainings/{id}/enrolment',
      summary: 'Enrol how many people of each group a station expects',
      status: 200,
      body: enrolmentSchema,
      answer: receptionSchema,
    }),
    async (c) => c.json(view(valueOf(await enrolGroups(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/trainings/{id}/attendance',
      summary: 'Report who came to a station, all groups and sessions in one step; again, with a reason, to correct it',
      status: 201,
      body: attendanceSchema,
      answer: receptionSchema,
    }),
    async (c) => c.json(view(valueOf(await reportAttendance(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 201),
  );
