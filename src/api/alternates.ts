import { z } from '@hono/zod-openapi';

import { holdAlternates } from '../actions/alternates/hold-alternates.ts';
import { offerAlternate } from '../actions/alternates/offer-alternate.ts';
import { presentOf } from '../actions/alternates/present.ts';
import { resumeAlternates } from '../actions/alternates/resume-alternates.ts';
import { skipAlternate } from '../actions/alternates/skip-alternate.ts';
import { notFound } from '../actions/context.ts';
import { withoutRun } from '../db/queries/alternates.ts';
import { findLineWithAlternates, listApplicantNames } from '../db/queries/desk-alternates.ts';
import type { Connection } from '../db/client.ts';
import { authorise } from '../domain/actor.ts';
import { homeZone } from '../domain/calendar.ts';
import { alternateSchema, placementStates, reasonSchema, skipSchema } from '../domain/placement.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { freeSeats, rankAlternates } from '../matching/alternates.ts';
import { idParam, instantSchema, operation, rfc3339, router } from './operation.ts';
import { placementSchema, view as placementView } from './placements.ts';

const mostRanked = 100;

const alternatesSchema = z
  .object({
    lineId: z.uuid(),
    /** Why they are held: the line's free seats are not offered by themselves. */
    hold: z.object({ reason: z.string().nullable(), at: instantSchema }).nullable(),
    /** Seats that can be given now, under squad, beds and quota. */
    freeSeats: z.number(),
    /** Whose seats fell free and were offered to nobody since; a late drop-out's waits for a coordinator. */
    seats: z.array(z.object({ placementId: z.uuid(), state: z.enum(placementStates), endedAt: instantSchema, isLateDropOut: z.boolean() })),
    /** Who comes next, in order, at most 100. */
    alternates: z.array(
      z.object({
        applicationId: z.uuid(),
        volunteerName: z.string(),
        rank: z.number().nullable(),
        /** A request that had taken them was cancelled. */
        isFirstInLine: z.boolean(),
        /** They let an offer of the season lapse, or stepped back. */
        stoodBack: z.boolean(),
      }),
    ),
    skipped: z.array(z.object({ applicationId: z.uuid(), volunteerName: z.string(), reason: z.string().nullable() })),
  })
  .openapi('Alternates');

async function alternatesView(db: Connection, lineId: string, today: string): Promise<z.infer<typeof alternatesSchema>> {
  const line = await findLineWithAlternates(db, lineId, today);
  if (line === undefined) throw new Problem(notFound('line'));
  const present = await presentOf(db, line.seasonId, line.run ?? withoutRun);
  const ranked = rankAlternates(present, lineId).slice(0, mostRanked);
  const names = await listApplicantNames(
    db,
    ranked.map(({ applicationId }) => applicationId),
  );
  return {
    lineId,
    hold: line.hold === null ? null : { reason: line.hold.reason, at: rfc3339(line.hold.at) },
    freeSeats: freeSeats(present.snapshot, lineId),
    seats: line.seats.map(({ placementId, state, endedAt, isLate }) => ({
      placementId,
      state,
      endedAt: rfc3339(endedAt),
      isLateDropOut: isLate,
    })),
    alternates: ranked.map((alternate) => ({ ...alternate, volunteerName: names.get(alternate.applicationId) ?? '' })),
    skipped: line.skipped.map(({ applicationId, name, reason }) => ({ applicationId, volunteerName: name, reason })),
  };
}

const about = { tag: 'alternates', permission: 'placement.decide', status: 200, params: idParam, answer: alternatesSchema } as const;

export const alternatesApi = router()
  .openapi(operation({ ...about, method: 'get', path: '/lines/{id}/alternates', summary: 'Who comes next for a line' }), async (c) => {
    valueOf(authorise(c.var.actor, 'placement.decide'));
    return c.json(await alternatesView(c.var.db, c.req.valid('param').id, c.var.now.setZone(homeZone).toISODate() ?? ''), 200);
  })
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/lines/{id}/alternates/offer',
      summary: 'Offer a free seat to one of them',
      answer: placementSchema,
      body: alternateSchema,
    }),
    async (c) => {
      const { applicationId } = c.req.valid('json');
      return c.json(placementView(valueOf(await offerAlternate(actionContext(c), c.req.valid('param').id, applicationId))), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/lines/{id}/alternates/hold',
      summary: 'Keep them from being asked by themselves',
      body: reasonSchema,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      valueOf(await holdAlternates(actionContext(c), id, c.req.valid('json').reason));
      return c.json(await alternatesView(c.var.db, id, c.var.now.setZone(homeZone).toISODate() ?? ''), 200);
    },
  )
  .openapi(
    operation({ ...about, method: 'post', path: '/lines/{id}/alternates/resume', summary: 'Let them be asked again' }),
    async (c) => {
      const { id } = c.req.valid('param');
      valueOf(await resumeAlternates(actionContext(c), id));
      return c.json(await alternatesView(c.var.db, id, c.var.now.setZone(homeZone).toISODate() ?? ''), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/lines/{id}/alternates/skip',
      summary: 'Pass one of them over, with a reason',
      body: skipSchema,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      valueOf(await skipAlternate(actionContext(c), id, c.req.valid('json')));
      return c.json(await alternatesView(c.var.db, id, c.var.now.setZone(homeZone).toISODate() ?? ''), 200);
    },
  );
