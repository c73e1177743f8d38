import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { changeStation } from '../actions/stations/change-station.ts';
import { createStation } from '../actions/stations/create-station.ts';
import { listSleepingStations } from '../db/queries/sleeping-stations.ts';
import { findStation, listStations, type Station } from '../db/queries/stations.ts';
import { authorise } from '../domain/actor.ts';
import { homeZone } from '../domain/calendar.ts';
import {
  asleepSince,
  liaisonCutoffs,
  roomSchema,
  sleepReasons,
  sleepReasonsOf,
  stationInputSchema,
  stationLinks,
  stationPatchSchema,
} from '../domain/station.ts';
import { countyCodeSchema, provinceCodeSchema } from '../domain/teaching.ts';
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

const stationSchema = z
  .object({
    id: z.uuid(),
    countyCode: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    rooms: z.number(),
    seats: z.number(),
    roomList: z.array(roomSchema),
    link: z.enum(stationLinks),
    openedDay: z.string(),
    closedDay: z.string().nullable(),
    lastSessionDay: z
      .string()
      .nullable()
      .openapi({ description: 'The latest lesson taught from it at a distance or training received in it' }),
    bandwidth: z.object({ testedDay: z.string(), downMbps: z.number(), upMbps: z.number(), latencyMs: z.number() }).nullable(),
    madeUp: z.boolean(),
    version: z.number(),
    createdAt: instantSchema,
  })
  .openapi('Station');

function view({ createdAt, roomList, ...station }: Station): z.infer<typeof stationSchema> {
  return { ...station, roomList: [...roomList], createdAt: rfc3339(createdAt) };
}

const sleepingSchema = z
  .object({
    id: z.uuid(),
    countyCode: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    openedDay: z.string(),
    lastSessionDay: z.string().nullable(),
    liaisonConfirmedDay: z.string().nullable(),
    reasons: z.array(z.enum(sleepReasons)),
  })
  .openapi('SleepingStation');

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
      query: z.strictObject({
        ...pageQuery,
        county: countyCodeSchema.optional(),
        province: provinceCodeSchema.optional(),
        open: z.enum(['true', 'false']).optional(),
      }),
    }),
    async (c) => {
      const { county, province, open, ...page } = c.req.valid('query');
      const filter = { countyCode: county, provinceCode: province, open: open === undefined ? undefined : open === 'true' };
      return c.json(pageAnswer(await listStations(c.var.db, filter, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      tag: 'stations',
      method: 'get',
      path: '/stations/asleep',
      summary:
        'Open stations without a session for a year or without a liaison confirmed within one: own counties’, or all for coordinators',
      permission: 'station.change',
      status: 200,
      answer: pageSchema(sleepingSchema),
      query: z.strictObject({
        ...pageQuery,
        sort: z.enum(['created']).default('created'),
        province: provinceCodeSchema.optional(),
        reason: z.enum(sleepReasons).optional(),
      }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'station.change'));
      const today = actionContext(c).now.setZone(homeZone).toISODate() ?? '';
      const { province, reason, ...page } = c.req.valid('query');
      const countyCodes = reach === 'own' && actor.kind === 'account' ? actor.countyCodes : undefined;
      const { overdueBefore } = liaisonCutoffs(today);
      const filter = { countyCodes, provinceCode: province, reason, today, idleBefore: asleepSince(today), overdueBefore };
      const sleeping = await listSleepingStations(db, filter, pageWanted(page));
      return c.json(
        pageAnswer(sleeping, ({ id, countyCode, nameZh, nameEn, openedDay, lastSessionDay, liaisonConfirmedDay, closedDay }) => {
          const reasons = sleepReasonsOf({ openedDay, closedDay, lastSessionDay, liaisonConfirmedDay }, today);
          return { id, countyCode, nameZh, nameEn, openedDay, lastSessionDay, liaisonConfirmedDay, reasons };
        }),
        200,
      );
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
      summary: 'Register a station; its rooms are numbered, its seats spread evenly over them',
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
      summary: 'Change a station; roomList names its rooms, rooms and seats follow from it',
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
