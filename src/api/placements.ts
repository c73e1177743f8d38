import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { acceptOffer } from '../actions/placements/accept-offer.ts';
import { cancelPlacement } from '../actions/placements/cancel-placement.ts';
import { completePlacement } from '../actions/placements/complete-placement.ts';
import { confirmService } from '../actions/placements/confirm-service.ts';
import { declineOffer } from '../actions/placements/decline-offer.ts';
import { endPlacementEarly } from '../actions/placements/end-placement-early.ts';
import { offerPlacement } from '../actions/placements/offer-placement.ts';
import { placeByHand } from '../actions/placements/place-by-hand.ts';
import { recordLesson } from '../actions/placements/record-lesson.ts';
import { reportNoShow } from '../actions/placements/report-no-show.ts';
import { startPlacement } from '../actions/placements/start-placement.ts';
import { withdrawPlacement } from '../actions/placements/withdraw-placement.ts';
import { writeReport } from '../actions/placements/write-report.ts';
import { findPlacement, listPlacements, type PlacementInFull } from '../db/queries/placements.ts';
import { authorise, reaches } from '../domain/actor.ts';
import { confirmationInputSchema, lessonInputSchema, reportInputSchema } from '../domain/completion.ts';
import { endEarlySchema } from '../domain/early-end.ts';
import { declineSchema, placeByHandSchema, placementStates, reasonSchema } from '../domain/placement.ts';
import { deliverySchema, lineRoles } from '../domain/teaching.ts';
import { actionContext } from '../http/context.ts';
import { earlyEndSchema } from './early-ends.ts';
import { lessonSchema } from './lesson-schema.ts';
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
} from './operation.ts';
import { recordOf } from './placement-record.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

export const placementSchema = z
  .object({
    id: z.uuid(),
    seasonId: z.uuid(),
    applicationId: z.uuid(),
    volunteerId: z.uuid(),
    volunteerName: z.string(),
    volunteerKind: z.string().nullable(),
    requestId: z.uuid(),
    lineId: z.uuid(),
    countyCode: z.string(),
    place: z.string(),
    subject: z.string(),
    role: z.string(),
    delivery: deliverySchema,
    startDay: z.string(),
    endDay: z.string(),
    /** The volunteer's own first and last day where they were agreed; null where they are the placement's. */
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
    state: z.enum(placementStates),
    rank: z.number().nullable(),
    replyByAt: instantSchema.nullable(),
    /** When the volunteer asked for longer, which is given once. */
    extendedAt: instantSchema.nullable(),
    endKind: z.string().nullable(),
    hasReport: z.boolean(),
    hasConfirmation: z.boolean(),
    createdAt: instantSchema,
    version: z.number(),
  })
  .openapi('Placement');

/** What is on record of the service: the volunteer's word, the county's, and the completion once both agree. */
const placementRecordSchema = placementSchema
  .extend({
    /** Who goes with the volunteer: of the others of the same request who accepted, name and role. Empty until the volunteer accepts. */
    squad: z.array(z.object({ name: z.string(), role: z.enum(lineRoles) })),
    lessons: z.array(lessonSchema),
    /** How it ended before its time: for the person and those who run the programme. */
    earlyEnd: earlyEndSchema.nullable(),
    report: z.object({ daysServed: z.number(), text: z.string(), submittedAt: instantSchema }).nullable(),
    confirmation: z.object({ daysServed: z.number(), signedBy: z.string(), comment: z.string(), confirmedAt: instantSchema }).nullable(),
    completion: z
      .object({
        daysServed: z.number(),
        lessonsHeld: z.number(),
        minutesTaught: z.number(),
        learners: z.number(),
        completedAt: instantSchema,
      })
      .nullable(),
  })
  .openapi('PlacementRecord');

export function view(placement: PlacementInFull): z.infer<typeof placementSchema> {
  const { accountId, subjectCode, term, served, feedbackAskedAt, runId, replyByAt, extendedAt, remindAt, replacesId, createdAt, ...rest } =
    placement;
  const instants = { replyByAt: rfc3339OrNull(replyByAt), extendedAt: rfc3339OrNull(extendedAt), createdAt: rfc3339(createdAt) };
  return { ...rest, ...instants, volunteerId: accountId, subject: subjectCode };
}

const about = { tag: 'placements', answer: placementSchema } as const;
const move = { ...about, method: 'post', status: 200, params: idParam } as const;

export const placementsApi = router()
  .openapi(
    operation({
      method: 'get',
      path: '/placements',
      summary: 'Own placements, own counties’, or all for coordinators',
      tag: 'placements',
      permission: 'placement.read',
      status: 200,
      answer: pageSchema(placementSchema),
      query: z.strictObject({
        ...pageQuery,
        seasonId: z.uuid().optional(),
        requestId: z.uuid().optional(),
        state: z.enum(placementStates).optional(),
      }),
    }),
    async (c) => {
      const { actor, db } = c.var;
      const reach = valueOf(authorise(actor, 'placement.read'));
      const { seasonId, requestId, state, ...page } = c.req.valid('query');
      const own = reach === 'own' && actor.kind === 'account' ? { accountId: actor.accountId, countyCodes: actor.countyCodes } : {};
      const filter = { ...own, seasonId, requestId, state, withProposed: reach === 'any' };
      return c.json(pageAnswer(await listPlacements(db, filter, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/placements',
      summary: 'Propose one pair by hand',
      permission: 'placement.decide',
      status: 201,
      body: placeByHandSchema,
    }),
    async (c) => {
      const placed = valueOf(await placeByHand(actionContext(c), c.req.valid('json')));
      return c.json(view(placed), 201, { ...etagOf(placed), Location: `/api/v1/placements/${placed.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      answer: placementRecordSchema,
      method: 'get',
      path: '/placements/{id}',
      summary: 'One placement',
      permission: 'placement.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const reach = valueOf(authorise(c.var.actor, 'placement.read'));
      const placement = await findPlacement(c.var.db, c.req.valid('param').id);
      const isUnheard = placement?.state === 'proposed' || placement?.state === 'dropped';
      if (placement === undefined || !reaches(c.var.actor, 'placement.read', placement) || (isUnheard && reach !== 'any'))
        throw new Problem(notFound('placement'));
      return c.json({ ...view(placement), ...(await recordOf(c.var.db, placement.id)) }, 200, etagOf(placement));
    },
  )
  .openapi(
    operation({ ...move, path: '/placements/{id}/offer', summary: 'Put it to the volunteer', permission: 'placement.decide' }),
    async (c) => c.json(view(valueOf(await offerPlacement(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({ ...move, path: '/placements/{id}/accept', summary: 'Accept the offer', permission: 'placement.answer' }),
    async (c) => c.json(view(valueOf(await acceptOffer(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/placements/{id}/decline',
      summary: 'Decline the offer',
      permission: 'placement.answer',
      body: declineSchema,
    }),
    async (c) => c.json(view(valueOf(await declineOffer(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/placements/{id}/withdraw',
      summary: 'Step back before it starts',
      permission: 'placement.answer',
      body: reasonSchema,
    }),
    async (c) => c.json(view(valueOf(await withdrawPlacement(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason))), 200),
  )
  .openapi(
    operation({ ...move, path: '/placements/{id}/cancel', summary: 'Take it back', permission: 'placement.decide', body: reasonSchema }),
    async (c) => c.json(view(valueOf(await cancelPlacement(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason))), 200),
  )
  .openapi(
    operation({ ...move, path: '/placements/{id}/start', summary: 'The volunteer has come', permission: 'placement.host' }),
    async (c) => c.json(view(valueOf(await startPlacement(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/placements/{id}/no-show',
      summary: 'The volunteer did not come',
      permission: 'placement.host',
      body: reasonSchema,
    }),
    async (c) => c.json(view(valueOf(await reportNoShow(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason))), 200),
  )
  .openapi(
    operation({
      method: 'post',
      path: '/placements/{id}/sessions',
      summary: 'Record a lesson taught',
      tag: 'placements',
      permission: 'placement.teach',
      status: 201,
      answer: lessonSchema,
      params: idParam,
      body: lessonInputSchema,
    }),
    async (c) => c.json(valueOf(await recordLesson(actionContext(c), c.req.valid('param').id, c.req.valid('json'))), 201),
  )
  .openapi(
    operation({
      ...about,
      method: 'put',
      path: '/placements/{id}/report',
      summary: 'Write the report',
      permission: 'placement.teach',
      status: 200,
      params: idParam,
      body: reportInputSchema,
    }),
    async (c) => c.json(view(valueOf(await writeReport(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/placements/{id}/confirm',
      summary: 'Countersign the service',
      permission: 'placement.host',
      body: confirmationInputSchema,
    }),
    async (c) => c.json(view(valueOf(await confirmService(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(operation({ ...move, path: '/placements/{id}/complete', summary: 'Complete it', permission: 'placement.decide' }), async (c) =>
    c.json(view(valueOf(await completePlacement(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...move,
      path: '/placements/{id}/end-early',
      summary: 'End it before its time',
      permission: 'placement.decide',
      body: endEarlySchema,
    }),
    async (c) => c.json(view(valueOf(await endPlacementEarly(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  );
