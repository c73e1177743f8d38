import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { changeSeason } from '../actions/seasons/change-season.ts';
import { createSeason } from '../actions/seasons/create-season.ts';
import { moveSeason } from '../actions/seasons/move-season.ts';
import { releaseSeason } from '../actions/seasons/release-season.ts';
import { findSeason, listSeasons, type Season } from '../db/queries/seasons.ts';
import { reasonSchema } from '../domain/placement.ts';
import { seasonFaultsIn, checksSchema, seasonInputSchema, seasonPatchSchema, seasonStates, type SeasonInput } from '../domain/season.ts';
import { actionContext } from '../http/context.ts';
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
import { Problem, valueOf } from '../http/failure/problem.ts';

const seasonSchema = z
  .object({
    id: z.uuid(),
    nameZh: z.string(),
    nameEn: z.string(),
    state: z.enum(seasonStates),
    timeZone: z.string(),
    applicationsOpenDay: z.string(),
    applicationsCloseDay: z.string(),
    requestsOpenDay: z.string(),
    requestsCloseDay: z.string(),
    matchDay: z.string(),
    replyHours: z.number(),
    teachingStartDay: z.string(),
    teachingEndDay: z.string(),
    checks: checksSchema,
    /** The seed itself is published with the result. */
    lotterySeedSha256: z.string(),
    madeUp: z.boolean(),
    createdAt: instantSchema,
    version: z.number(),
  })
  .openapi('Season');

function view(season: Season): z.infer<typeof seasonSchema> {
  const { lotterySeed: _, createdAt, ...rest } = season;
  return { ...rest, createdAt: rfc3339(createdAt) };
}

const about = { tag: 'seasons', answer: seasonSchema } as const;

export const seasonsApi = router()
  .openapi(
    operation({
      method: 'get',
      path: '/seasons',
      summary: 'Seasons',
      tag: 'seasons',
      permission: 'open-data.read',
      status: 200,
      answer: pageSchema(seasonSchema),
      query: z.strictObject({ ...pageQuery, state: z.enum(seasonStates).optional() }),
    }),
    async (c) => {
      const { state, ...page } = c.req.valid('query');
      return c.json(pageAnswer(await listSeasons(c.var.db, { state }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/seasons/{id}',
      summary: 'One season',
      permission: 'open-data.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const season = await findSeason(c.var.db, c.req.valid('param').id);
      if (season === undefined) throw new Problem(notFound('season'));
      return c.json(view(season), 200, etagOf(season));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/seasons',
      summary: 'Plan a season',
      permission: 'season.change',
      status: 201,
      body: seasonInputSchema,
      faultsIn: seasonFaultsIn,
    }),
    async (c) => {
      const season = valueOf(await createSeason(actionContext(c), c.req.valid('json')));
      return c.json(view(season), 201, { ...etagOf(season), Location: `/api/v1/seasons/${season.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/seasons/{id}',
      summary: 'Change a season',
      permission: 'season.change',
      status: 200,
      params: idParam,
      body: seasonPatchSchema,
      faultsIn: seasonFaultsIn,
    }),
    async (c) => {
      const given = Object.fromEntries(
        Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined),
      ) as Partial<SeasonInput>;
      const season = valueOf(await changeSeason(actionContext(c), c.req.valid('param').id, given, versionGiven(c)));
      return c.json(view(season), 200, etagOf(season));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/seasons/{id}/advance',
      summary: 'One step on',
      permission: 'season.change',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const season = valueOf(await moveSeason(actionContext(c), c.req.valid('param').id, { move: 'advance' }));
      return c.json(view(season), 200, etagOf(season));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/seasons/{id}/back',
      summary: 'One step back',
      permission: 'season.change',
      status: 200,
      params: idParam,
      body: reasonSchema,
    }),
    async (c) => {
      const season = valueOf(
        await moveSeason(actionContext(c), c.req.valid('param').id, { move: 'back', reason: c.req.valid('json').reason }),
      );
      return c.json(view(season), 200, etagOf(season));
    },
  )
  .openapi(
    operation({
      method: 'post',
      path: '/seasons/{id}/release',
      summary: 'Offer every proposed placement',
      tag: 'seasons',
      permission: 'placement.decide',
      status: 200,
      params: idParam,
      answer: z.object({ offered: z.number(), replyByAt: instantSchema }),
    }),
    async (c) => c.json(valueOf(await releaseSeason(actionContext(c), c.req.valid('param').id)), 200),
  );
