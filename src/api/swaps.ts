import { z } from '@hono/zod-openapi';

import { accountIdOf, notFound } from '../actions/context.ts';
import { agreeToSwap } from '../actions/swaps/agree-to-swap.ts';
import { confirmSwap } from '../actions/swaps/confirm-swap.ts';
import { refuseSwap, withdrawSwap } from '../actions/swaps/end-swap.ts';
import { inviteToSwap } from '../actions/swaps/invite-to-swap.ts';
import { invitationOf, proposeSwap } from '../actions/swaps/propose-swap.ts';
import { findSwap, listSwaps, type SwapInvitation, type SwapSheet, type SwapSide } from '../db/queries/swaps.ts';
import { authorise, reaches } from '../domain/actor.ts';
import { placementStates, reasonSchema } from '../domain/placement.ts';
import { proposeSwapSchema, standingOf, swapKeySchema, swapStates } from '../domain/swap.ts';
import { deliveries, lineRoles } from '../domain/teaching.ts';
import { actionContext, type AppEnv } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import {
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
} from './operation.ts';

const sideSchema = z.object({
  isOwn: z.boolean(),
  /** Whose the other's place is stands there for coordinators alone. */
  placementId: z.uuid().nullable(),
  volunteerName: z.string().nullable(),
  state: z.enum(placementStates),
  requestId: z.uuid(),
  lineId: z.uuid(),
  countyCode: z.string(),
  place: z.string(),
  subject: z.string(),
  level: z.number(),
  role: z.enum(lineRoles),
  delivery: z.enum(deliveries),
  startDay: z.string(),
  endDay: z.string(),
});
const invitationFields = {
  id: z.uuid(),
  seasonId: z.uuid(),
  /** `lapsed` also from the moment in which its time is over, or one of its placements is not to come any more. */
  state: z.enum(swapStates),
  lapsesAt: instantSchema,
  createdAt: instantSchema,
  /** The first's place, and the second's once somebody has answered. */
  sides: z.array(sideSchema),
};
const invitationSchema = z.object(invitationFields).openapi('SwapInvitation');
const swapFields = {
  ...invitationFields,
  proposedAt: instantSchema.nullable(),
  agreedAt: instantSchema.nullable(),
  /** Why it was refused, where it was. */
  reason: z.string().nullable(),
};
const swapSchema = z.object(swapFields).openapi('Swap');
/** With the link, shown this once: only the hash of its key is kept. */
const invitedSchema = z.object({ ...swapFields, url: z.string() }).openapi('SwapInvited');

type Call = { readonly var: Pick<AppEnv['Variables'], 'now'> };

function sideView(side: SwapSide): z.infer<typeof sideSchema> {
  const { isOwn, placementId, volunteerName, requestId, lineId, countyCode, place, subject, level, role, delivery, startDay, endDay } =
    side;
  const what = { requestId, lineId, countyCode, place, subject, level, role, delivery, startDay, endDay };
  return { isOwn, placementId, volunteerName, state: side.placementState, ...what };
}

function invitationView({ var: { now } }: Call, invitation: SwapInvitation): z.infer<typeof invitationSchema> {
  const { id, seasonId, lapsesAt, createdAt, sides } = invitation;
  const instants = { lapsesAt: rfc3339(lapsesAt), createdAt: rfc3339(createdAt) };
  return { id, seasonId, state: standingOf(invitation, now), ...instants, sides: sides.map(sideView) };
}

function view(c: Call, swap: SwapSheet): z.infer<typeof swapSchema> {
  const { proposedAt, agreedAt, reason } = swap;
  return { ...invitationView(c, swap), proposedAt: rfc3339OrNull(proposedAt), agreedAt: rfc3339OrNull(agreedAt), reason };
}

const tag = 'swaps';
const keyParam = z.object({ key: swapKeySchema });
const one = { tag, status: 200, params: idParam, answer: swapSchema } as const;
const move = { ...one, method: 'post' } as const;

/** Two volunteers exchange placements that they accepted: proposed by both, held against the rules, confirmed by a coordinator. */
export const swapsApi = router()
  .openapi(
    operation({
      tag,
      method: 'get',
      path: '/swaps',
      summary: 'Own swaps, or all for coordinators',
      permission: 'swap.read',
      status: 200,
      query: z.strictObject({
        ...pageQuery,
        seasonId: z.uuid().optional(),
        placementId: z.uuid().optional(),
        state: z.enum(swapStates).optional(),
      }),
      answer: pageSchema(swapSchema),
    }),
    async (c) => {
      const reach = valueOf(authorise(c.var.actor, 'swap.read'));
      const { seasonId, placementId, state, ...page } = c.req.valid('query');
      const accountId = reach === 'own' ? (accountIdOf(c.var.actor) ?? undefined) : undefined;
      const found = await listSwaps(c.var.db, { accountId, seasonId, placementId, state }, pageWanted(page));
      return c.json(
        pageAnswer(found, (swap) => view(c, swap)),
        200,
      );
    },
  )
  .openapi(
    operation({
      tag,
      method: 'post',
      path: '/placements/{id}/swap',
      summary:
        'Offer an accepted placement for another, by a link for whom one chooses; again, to make a new link while nobody has answered',
      permission: 'swap.make',
      status: 201,
      params: idParam,
      answer: invitedSchema,
    }),
    async (c) => {
      const { swap, url } = valueOf(await inviteToSwap(actionContext(c), c.req.valid('param').id));
      return c.json({ ...view(c, swap), url }, 201, { Location: `/api/v1/swaps/${swap.id}` });
    },
  )
  .openapi(
    operation({
      tag,
      method: 'get',
      path: '/swap-invitations/{key}',
      summary: 'What the link of an invitation offers',
      permission: 'swap.make',
      status: 200,
      params: keyParam,
      answer: invitationSchema,
    }),
    async (c) => c.json(invitationView(c, valueOf(await invitationOf(actionContext(c), c.req.valid('param').key))), 200),
  )
  .openapi(
    operation({
      tag,
      method: 'post',
      path: '/swap-invitations/{key}/propose',
      summary: 'Give a placement of one’s own for the one that the link offers; the link is dead from then on',
      permission: 'swap.make',
      status: 200,
      params: keyParam,
      body: proposeSwapSchema,
      answer: swapSchema,
    }),
    async (c) => {
      const { placementId } = c.req.valid('json');
      return c.json(view(c, valueOf(await proposeSwap(actionContext(c), c.req.valid('param').key, placementId))), 200);
    },
  )
  .openapi(operation({ ...one, method: 'get', path: '/swaps/{id}', summary: 'One swap', permission: 'swap.read' }), async (c) => {
    const { actor, db } = c.var;
    valueOf(authorise(actor, 'swap.read'));
    const swap = await findSwap(db, c.req.valid('param').id);
    const isTheirs = swap?.sides.some(({ accountId }) => accountId !== null && reaches(actor, 'swap.read', { accountId }));
    if (swap === undefined || isTheirs !== true) throw new Problem(notFound('swap'));
    return c.json(view(c, swap), 200);
  })
  .openapi(
    operation({
      ...move,
      path: '/swaps/{id}/agree',
      summary: 'Whoever invited agrees to the place that was given for theirs',
      permission: 'swap.make',
    }),
    async (c) => c.json(view(c, valueOf(await agreeToSwap(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({ ...move, path: '/swaps/{id}/withdraw', summary: 'Either takes it back, until it is confirmed', permission: 'swap.make' }),
    async (c) => c.json(view(c, valueOf(await withdrawSwap(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/swaps/{id}/confirm',
      summary: 'Exchange the two placements in one moment, after every rule is asked once more',
      permission: 'swap.decide',
    }),
    async (c) => c.json(view(c, valueOf(await confirmSwap(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/swaps/{id}/refuse',
      summary: 'Not let them exchange; both read why',
      permission: 'swap.decide',
      body: reasonSchema,
    }),
    async (c) => c.json(view(c, valueOf(await refuseSwap(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason))), 200),
  );
