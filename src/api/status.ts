import { z } from '@hono/zod-openapi';

import { seeStatus } from '../actions/see-status.ts';
import { partStates, statusParts, worstOf } from '../domain/status.ts';
import { instantSchema, operation, rfc3339, router } from './operation.ts';

const statusSchema = z
  .object({
    /** The worst of the parts'. */
    status: z.enum(partStates),
    at: instantSchema,
    parts: z.array(z.object({ part: z.enum(statusParts), state: z.enum(partStates) })),
    /** When the background work stood still in the last 30 days, the latest first. */
    gaps: z.array(z.object({ fromAt: instantSchema, untilAt: instantSchema })),
  })
  .openapi('Status');

export const statusApi = router().openapi(
  operation({
    method: 'get',
    path: '/status',
    summary: 'How each part of the site is, and when the background work stood still; 503 when the database cannot be reached',
    tag: 'health',
    permission: 'open-data.read',
    status: 200,
    answer: statusSchema,
  }),
  async (c) => {
    const { at, parts, gaps } = await seeStatus(c.var.db, c.var.now);
    return c.json({ status: worstOf(parts), at: rfc3339(at), parts: [...parts], gaps: [...gaps] }, 200, { 'Cache-Control': 'no-store' });
  },
);
