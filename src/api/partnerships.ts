import { z } from '@hono/zod-openapi';

import { addAchievement } from '../actions/partnerships/add-achievement.ts';
import { changePartnership } from '../actions/partnerships/change-partnership.ts';
import { createPartnership } from '../actions/partnerships/create-partnership.ts';
import { notFound } from '../actions/context.ts';
import { findCountyRecord, type CountyYear } from '../db/queries/county-record.ts';
import { findPartnership, listPartnerships, type NamedPartnership } from '../db/queries/partnerships.ts';
import { achievementInputSchema, partnershipInputSchema, partnershipPatchSchema } from '../domain/partnership.ts';
import { countyCodeSchema } from '../domain/teaching.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import {
  etagOf,
  idParam,
  instantSchema,
  operation,
  pageAnswer,
  pageQuery,
  pageSchema,
  pageWanted,
  rfc3339,
  router,
  versionGiven,
} from './operation.ts';

const textSchema = z.object({ zh: z.string(), en: z.string() });
const partnershipSchema = z
  .object({
    id: z.uuid(),
    countyCode: z.string(),
    county: textSchema,
    province: textSchema,
    partnerZh: z.string(),
    partnerEn: z.string(),
    sinceYear: z.number(),
    untilYear: z.number().nullable(),
    agreedZh: z.string(),
    agreedEn: z.string(),
    sourceZh: z.string(),
    sourceEn: z.string(),
    madeUp: z.boolean(),
    achievements: z.array(
      z.object({
        id: z.uuid(),
        day: z.string(),
        zh: z.string(),
        en: z.string(),
        sourceZh: z.string(),
        sourceEn: z.string(),
        madeUp: z.boolean(),
      }),
    ),
    version: z.number(),
    createdAt: instantSchema,
  })
  .openapi('Partnership');

const figure = z.number().nullable().openapi({ description: 'null where it is kept back' });
const yearSchema = z
  .object({
    year: z.number(),
    completions: figure,
    volunteers: figure,
    daysServed: figure,
    lessonsHeld: figure,
    minutesTaught: figure,
    returned: figure.openapi({ description: 'How many of the volunteers had served there in a year before; null where it is kept back' }),
    subjectCodes: z.array(z.string()).nullable(),
  })
  .openapi('CountyYear');

function view({ achievements, ...partnership }: NamedPartnership): z.infer<typeof partnershipSchema> {
  return {
    ...partnership,
    createdAt: rfc3339(partnership.createdAt),
    achievements: achievements.map(({ id, day, zh, en, sourceZh, sourceEn, madeUp }) => ({ id, day, zh, en, sourceZh, sourceEn, madeUp })),
  };
}

const about = { tag: 'partnerships', answer: partnershipSchema } as const;

export const partnershipsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/partnerships',
      summary: 'Long-term partnerships of counties, with what they achieved',
      permission: 'open-data.read',
      status: 200,
      answer: pageSchema(partnershipSchema),
      query: z.strictObject({ limit: pageQuery.limit, cursor: pageQuery.cursor, county: countyCodeSchema.optional() }),
    }),
    async (c) => {
      const { county, ...page } = c.req.valid('query');
      return c.json(pageAnswer(await listPartnerships(c.var.db, { countyCode: county }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/partnerships/{id}',
      summary: 'One partnership, with what was done in its county year by year',
      permission: 'open-data.read',
      status: 200,
      answer: z.object({ partnership: partnershipSchema, years: z.array(yearSchema) }),
      params: idParam,
    }),
    async (c) => {
      const partnership = await findPartnership(c.var.db, c.req.valid('param').id);
      if (partnership === undefined) throw new Problem(notFound('partnership'));
      return c.json(
        { partnership: view(partnership), years: (await findCountyRecord(c.var.db, partnership.countyCode)).years.map(yearOf) },
        200,
        etagOf(partnership),
      );
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/partnerships',
      summary: 'Enter a partnership',
      permission: 'partnership.change',
      status: 201,
      body: partnershipInputSchema,
    }),
    async (c) => {
      const partnership = valueOf(await createPartnership(actionContext(c), c.req.valid('json')));
      return c.json(view(partnership), 201, { ...etagOf(partnership), Location: `/api/v1/partnerships/${partnership.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/partnerships/{id}',
      summary: 'Change a partnership',
      permission: 'partnership.change',
      status: 200,
      params: idParam,
      body: partnershipPatchSchema,
    }),
    async (c) => {
      const partnership = valueOf(await changePartnership(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(partnership), 200, etagOf(partnership));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/partnerships/{id}/achievements',
      summary: 'Write down what a partnership achieved',
      permission: 'partnership.change',
      status: 201,
      params: idParam,
      body: achievementInputSchema,
    }),
    async (c) => {
      const partnership = valueOf(await addAchievement(actionContext(c), c.req.valid('param').id, c.req.valid('json')));
      return c.json(view(partnership), 201, etagOf(partnership));
    },
  );

const yearOf = ({ subjectCodes, ...year }: CountyYear) => ({
  ...year,
  subjectCodes: subjectCodes === null ? null : [...subjectCodes],
});
