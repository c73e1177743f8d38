import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { equityDimensions, findEquity, type EquityRow } from '../db/queries/equity.ts';
import { outcomes } from '../domain/told-outcomes.ts';
import { Problem } from '../http/failure/problem.ts';
import { instantSchema, operation, router } from './operation.ts';

const figure = z
  .number()
  .nullable()
  .openapi({ description: 'null where it is kept back: of fewer than five people, or where such could be worked out' });
const rowSchema = z.object({ key: z.string(), applicants: figure, outcomes: z.record(z.enum(outcomes), figure) }).openapi('EquityRow');
const filled = z.object({ seats: z.number(), filled: figure });
const equitySchema = z
  .object({
    seasonId: z.uuid(),
    publishedAt: instantSchema,
    all: rowSchema,
    by: z.record(z.enum(equityDimensions), z.array(rowSchema)),
    tiers: z.array(z.object({ tier: z.number(), minimum: filled, ideal: filled, maximum: filled })),
  })
  .openapi('Equity');

const viewRow = ({ key, applicants, outcomes: got }: EquityRow) => ({ key, applicants, outcomes: { ...got } });

export const equityApi = router().openapi(
  operation({
    tag: 'statistics',
    method: 'get',
    path: '/statistics/equity',
    summary: 'Of a season’s published match: which choices groups of applicants got, and which seats were filled by need tier',
    permission: 'open-data.read',
    status: 200,
    answer: equitySchema,
    query: z.strictObject({ season: z.uuid() }),
  }),
  async (c) => {
    const { season } = c.req.valid('query');
    const equity = await findEquity(c.var.db, season);
    if (equity === undefined) throw new Problem(notFound('season'));
    const { homeRegion, institution, firstTimer, volunteerKind } = equity.by;
    const by = {
      homeRegion: homeRegion.map(viewRow),
      institution: institution.map(viewRow),
      firstTimer: firstTimer.map(viewRow),
      volunteerKind: volunteerKind.map(viewRow),
    };
    return c.json({ seasonId: season, publishedAt: equity.publishedAt, all: viewRow(equity.all), by, tiers: [...equity.tiers] }, 200);
  },
);
