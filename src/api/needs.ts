import { z } from '@hono/zod-openapi';

import { listNeeds } from '../db/queries/needs.ts';
import { countyCodeSchema, deliverySchema, provinceCodeSchema } from '../domain/teaching.ts';
import { operation, pageAnswer, pageQuery, pageSchema, pageWanted, router } from './operation.ts';

const needSchema = z
  .object({
    lineId: z.uuid(),
    requestId: z.uuid(),
    seasonId: z.uuid(),
    countyCode: z.string(),
    countyNameZh: z.string(),
    countyNameEn: z.string(),
    provinceCode: z.string(),
    tier: z.number(),
    kind: z.string(),
    delivery: deliverySchema,
    place: z.string(),
    startDay: z.string(),
    endDay: z.string(),
    subject: z.string(),
    level: z.number(),
    role: z.string(),
    minimum: z.number(),
    ideal: z.number(),
    taken: z.number(),
    seatsWanted: z.number(),
    madeUp: z.boolean(),
  })
  .openapi('Need');

export const needsApi = router().openapi(
  operation({
    method: 'get',
    path: '/needs',
    summary: 'Approved requests still short of teachers, in open seasons',
    tag: 'open data',
    permission: 'open-data.read',
    status: 200,
    answer: pageSchema(needSchema),
    query: z.strictObject({
      limit: pageQuery.limit,
      cursor: pageQuery.cursor,
      county: countyCodeSchema.optional(),
      province: provinceCodeSchema.optional(),
      subject: z.string().min(1).max(40).optional(),
      delivery: deliverySchema.optional(),
    }),
  }),
  async (c) => {
    const { county, province, ...query } = c.req.valid('query');
    const page = await listNeeds(c.var.db, { ...query, countyCode: county, provinceCode: province }, pageWanted(query));
    return c.json(
      pageAnswer(page, (need) => need),
      200,
    );
  },
);
