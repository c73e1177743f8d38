import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { confirmStationLiaison, nameLiaison, readLiaison } from '../actions/stations/name-liaison.ts';
import { recordBandwidth } from '../actions/stations/record-bandwidth.ts';
import type { StationLiaison } from '../db/queries/liaisons.ts';
import { findStation, listBandwidthTests, type BandwidthTest } from '../db/queries/stations.ts';
import { bandwidthTestSchema, liaisonDueDay, liaisonSchema } from '../domain/station.ts';
import { actionContext } from '../http/context.ts';
import { idParam, operation, router } from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const testSchema = z
  .object({ id: z.uuid(), testedDay: z.string(), downMbps: z.number(), upMbps: z.number(), latencyMs: z.number() })
  .openapi('BandwidthTest');
const testView = ({ id, testedDay, downMbps, upMbps, latencyMs }: BandwidthTest) => ({ id, testedDay, downMbps, upMbps, latencyMs });

const namedLiaisonSchema = z
  .object({ name: z.string(), phone: z.string(), email: z.string(), confirmedDay: z.string(), dueDay: z.string() })
  .openapi('StationLiaison');
const liaisonView = (liaison: StationLiaison) => ({ ...liaison, dueDay: liaisonDueDay(liaison.confirmedDay) });

const testsShown = 200;
const ofLiaison = { tag: 'stations', answer: namedLiaisonSchema, permission: 'station.change', status: 200, params: idParam } as const;

/** What keeps a station known to be alive: tests of its link, and whom to call, confirmed once a year. */
export const stationUpkeepApi = router()
  .openapi(
    operation({
      tag: 'stations',
      method: 'get',
      path: '/stations/{id}/bandwidth-tests',
      summary: 'Tests of its link, the latest first, at most 200',
      permission: 'open-data.read',
      status: 200,
      params: idParam,
      answer: z.object({ items: z.array(testSchema) }),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      if ((await findStation(c.var.db, id)) === undefined) throw new Problem(notFound('station'));
      return c.json({ items: (await listBandwidthTests(c.var.db, id, testsShown)).map(testView) }, 200);
    },
  )
  .openapi(
    operation({
      tag: 'stations',
      method: 'post',
      path: '/stations/{id}/bandwidth-tests',
      summary: 'Add a test of its link; it stays as it was measured',
      permission: 'station.change',
      status: 201,
      params: idParam,
      body: bandwidthTestSchema,
      answer: testSchema,
    }),
    async (c) => c.json(testView(valueOf(await recordBandwidth(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 201),
  )
  .openapi(operation({ ...ofLiaison, method: 'get', path: '/stations/{id}/liaison', summary: 'Whom to call about it' }), async (c) =>
    c.json(liaisonView(valueOf(await readLiaison(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...ofLiaison,
      method: 'put',
      path: '/stations/{id}/liaison',
      summary: 'Say whom to call; this confirms them as well',
      body: liaisonSchema,
    }),
    async (c) => c.json(liaisonView(valueOf(await nameLiaison(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(
    operation({
      ...ofLiaison,
      method: 'post',
      path: '/stations/{id}/liaison/confirm',
      summary: 'Confirm that this is still whom to call, once a year',
    }),
    async (c) => c.json(liaisonView(valueOf(await confirmStationLiaison(actionContext(c), c.req.valid('param').id))), 200),
  );
