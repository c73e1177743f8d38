import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { changeStation } from '../actions/stations/change-station.ts';
import { createStation } from '../actions/stations/create-station.ts';
import { findStation, listStations, type Station } from '../db/queries/counties.ts';
import { stationInputSchema, stationLinks, stationPatchSchema } from '../domain/station.ts';
import { countyCodeSchema } from '../domain/teaching.ts';
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
  rfc3339OrNull,
  router,
  versionGiven,
} from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const stationSchema = z
  .object({
    id: z.uuid(),
    countyCode: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    rooms: z.number(),
    seats: z.number(),
    link: z.enum(stationLinks),
    openedDay: z.string(),
    closedDay: z.string().nullable(),
    lastSignOfLifeAt: instantSchema.nullable(),
    madeUp: z.boolean(),
    version: z.number(),
    createdAt: instantSchema,
  })
  .openapi('Station');

function view(station: Station): z.infer<typeof stationSchema> {
  return { ...station, lastSignOfLifeAt: rfc3339OrNull(station.lastSignOfLifeAt), createdAt: rfc3339(station.createdAt) };
}

const about = { tag: 'stations', answer: stationSchema } as const;

export const stationsApi = router()
  .openapi(
    operation({
      tag: 'stations',
      method: 'get',
      path: '/stations',
      summary: 'Distance teaching stations',
      permission: 'open-data.read',
      status: 200,
      answer: pageSchema(stationSchema),
      query: z.strictObject({ ...pageQuery, county: countyCodeSchema.optional(), open: z.enum(['true', 'false']).optional() }),
    }),
    async (c) => {
      const { county, open, ...page } = c.req.valid('query');
      const filter = { countyCode: county, open: open === undefined ? undefined : open === 'true' };
      return c.json(pageAnswer(await listStations(c.var.db, filter, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/stations/{id}',
      summary: 'One station',
      permission: 'open-data.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const station = await findStation(c.var.db, c.req.valid('param').id);
      if (station === undefined) throw new Problem(notFound('station'));
      return c.json(view(station), 200, etagOf(station));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/stations',
      summary: 'Register a station',
      permission: 'station.change',
      status: 201,
      body: stationInputSchema,
    }),
    async (c) => {
      const station = valueOf(await createStation(actionContext(c), c.req.valid('json')));
      return c.json(view(station), 201, { ...etagOf(station), Location: `/api/v1/stations/${station.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/stations/{id}',
      summary: 'Change a station',
      permission: 'station.change',
      status: 200,
      params: idParam,
      body: stationPatchSchema,
    }),
    async (c) => {
      const station = valueOf(await changeStation(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(station), 200, etagOf(station));
    },
  );
