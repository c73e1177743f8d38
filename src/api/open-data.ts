import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { findCounty, listCounties, listProvinces, listSubjects } from '../db/queries/counties.ts';
import { countyCodeSchema, provinceCodeSchema } from '../domain/teaching.ts';
import { operation, pageAnswer, pageQuery, pageSchema, pageWanted, router } from './operation.ts';
import { Problem } from '../http/failure/problem.ts';

const open = { tag: 'open data', permission: 'open-data.read', method: 'get', status: 200 } as const;

const subjectSchema = z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), position: z.number() }).openapi('Subject');
const provinceSchema = z
  .object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), quota: z.number().nullable() })
  .openapi('Province');
const countySchema = z
  .object({
    code: z.string(),
    provinceCode: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    tier: z.number().nullable(),
    partnerSinceDay: z.string().nullable(),
    beds: z.number().nullable(),
    madeUp: z.boolean(),
  })
  .openapi('County');

export const openDataApi = router()
  .openapi(operation({ ...open, path: '/subjects', summary: 'Subjects', answer: z.object({ items: z.array(subjectSchema) }) }), async (c) =>
    c.json({ items: await listSubjects(c.var.db) }, 200),
  )
  .openapi(
    operation({ ...open, path: '/provinces', summary: 'Provinces', answer: z.object({ items: z.array(provinceSchema) }) }),
    async (c) => c.json({ items: await listProvinces(c.var.db) }, 200),
  )
  .openapi(
    operation({
      ...open,
      path: '/counties',
      summary: 'County-level divisions, by code',
      answer: pageSchema(countySchema),
      query: z.strictObject({
        limit: pageQuery.limit,
        cursor: pageQuery.cursor,
        province: provinceCodeSchema.optional(),
        tier: z.coerce.number().int().min(1).max(3).optional(),
        partner: z.enum(['true', 'false']).optional(),
      }),
    }),
    async (c) => {
      const { province, tier, partner, ...page } = c.req.valid('query');
      const filter = { provinceCode: province, tier, partner: partner === undefined ? undefined : partner === 'true' };
      return c.json(
        pageAnswer(await listCounties(c.var.db, filter, pageWanted(page, 'code')), (county) => county),
        200,
      );
    },
  )
  .openapi(
    operation({
      ...open,
      path: '/counties/{code}',
      summary: 'One county',
      answer: countySchema,
      params: z.object({ code: countyCodeSchema }),
    }),
    async (c) => {
      const county = await findCounty(c.var.db, c.req.valid('param').code);
      if (county === undefined) throw new Problem(notFound('county'));
      return c.json(county, 200);
    },
  );
