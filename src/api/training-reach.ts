import { z } from '@hono/zod-openapi';

import { listReportedTotals } from '../db/queries/statistics.ts';
import { countAllReach, countReach } from '../db/queries/training-reach.ts';
import { reachDimensions } from '../domain/training.ts';
import { operation, router } from './operation.ts';

const rowSchema = z
  .object({
    key: z.string(),
    nameZh: z.string().nullable(),
    nameEn: z.string().nullable(),
    people: z.number().nullable(),
    attendances: z.number().nullable(),
    trainings: z.number().nullable(),
    stations: z.number().nullable(),
    madeUp: z.number().nullable(),
  })
  .openapi('Reach');
const totalSchema = z
  .object({
    topic: z.string(),
    labelZh: z.string(),
    labelEn: z.string(),
    figure: z.number(),
    isAtLeast: z.boolean(),
    sourceZh: z.string(),
    sourceEn: z.string(),
  })
  .openapi('ReachReported');
const answerSchema = z
  .object({
    by: z.enum(reachDimensions),
    counted: z.object({
      people: z.number().nullable(),
      attendances: z.number().nullable(),
      trainings: z.number().nullable(),
      stations: z.number().nullable(),
      provinces: z.number(),
      madeUp: z.number().nullable(),
      rows: z.array(rowSchema),
    }),
    reported: z
      .array(totalSchema)
      .openapi({ description: 'Figures with their source for the years before the records; never added to the counted ones' }),
  })
  .openapi('TrainingReach');

const topics: ReadonlySet<string> = new Set(['people_trained', 'stations', 'provinces']);

export const trainingReachApi = router().openapi(
  operation({
    tag: 'trainings',
    method: 'get',
    path: '/trainings/reach',
    summary: 'People that trainings reached, by year, province, station, programme, group or delivery; fewer than five are not told',
    permission: 'open-data.read',
    status: 200,
    answer: answerSchema,
    query: z.strictObject({ by: z.enum(reachDimensions).default('year') }),
  }),
  async (c) => {
    const { db } = c.var;
    const { by } = c.req.valid('query');
    const [all, rows, totals] = await Promise.all([countAllReach(db), countReach(db, by), listReportedTotals(db)]);
    const reported = totals
      .filter(({ topic }) => topics.has(topic))
      .map(({ topic, labelZh, labelEn, figure, atLeast, sourceZh, sourceEn }) => ({
        topic,
        labelZh,
        labelEn,
        figure,
        isAtLeast: atLeast,
        sourceZh,
        sourceEn,
      }));
    return c.json({ by, counted: { ...all, rows }, reported }, 200);
  },
);
