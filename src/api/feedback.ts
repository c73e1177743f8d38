import { z } from '@hono/zod-openapi';

import { feedbackOf, type FeedbackGiven, type FeedbackSheet } from '../actions/feedback/feedback-of.ts';
import { toldOfCounties } from '../actions/feedback/told-of-county.ts';
import { giveFeedback } from '../actions/feedback/give-feedback.ts';
import { todayIn } from '../actions/context.ts';
import { listCountyFeedback } from '../db/queries/feedback.ts';
import { authorise } from '../domain/actor.ts';
import { homeZone } from '../domain/calendar.ts';
import { feedbackInputSchema, feedbackSides, fewestTold } from '../domain/feedback.ts';
import { countyCodeSchema } from '../domain/teaching.ts';
import { actionContext } from '../http/context.ts';
import { valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, rfc3339, router } from './operation.ts';

const scoresSchema = z.record(z.string(), z.number());
const givenSchema = z.object({ scores: scoresSchema, text: z.string(), handedInAt: instantSchema }).nullable();
const feedbackSchema = z
  .object({
    /** From its last day on, and through which day, each side can say something. */
    opensDay: z.string(),
    closesDay: z.string(),
    /** What the volunteer says of the county: null where nothing is said, or where it may not be read yet. */
    volunteer: givenSchema,
    /** What the county says of the service, likewise. */
    county: givenSchema,
  })
  .openapi('Feedback');

const countyFeedbackSchema = z
  .object({
    countyCode: z.string(),
    side: z.enum(feedbackSides),
    count: z.number(),
    /** By question, from 1 to 5; null where so few said something that it would be known who. */
    averages: scoresSchema.nullable(),
  })
  .openapi('CountyFeedback');

const toldSchema = z
  .object({
    countyCode: z.string(),
    /** How many volunteers it is of: five, or a multiple of it. Null, like the averages, where fewer said something. */
    people: z.number().nullable(),
    averages: scoresSchema.nullable(),
  })
  .openapi('CountyHeard');

const givenView = (given: FeedbackGiven | null) =>
  given === null ? null : { scores: { ...given.scores }, text: given.text, handedInAt: rfc3339(given.handedInAt) };
const view = ({ opensDay, closesDay, volunteer, county }: FeedbackSheet): z.infer<typeof feedbackSchema> => ({
  opensDay,
  closesDay,
  volunteer: givenView(volunteer),
  county: givenView(county),
});

const about = { path: '/placements/{id}/feedback', tag: 'feedback', params: idParam, status: 200, answer: feedbackSchema } as const;

export const feedbackApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      summary: 'What both sides say of a service, as far as it may be read',
      permission: 'feedback.read',
    }),
    async (c) => c.json(view(valueOf(await feedbackOf(actionContext(c), c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'put',
      summary: 'Say how the county was, or how the service was: each side its own, from the last day on',
      permission: 'feedback.give',
      body: feedbackInputSchema,
    }),
    async (c) => c.json(view(valueOf(await giveFeedback(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
  )
  .openapi(
    operation({
      method: 'get',
      path: '/feedback',
      summary: 'How services were scored on average, a county and a side; without names',
      tag: 'feedback',
      permission: 'feedback.compare',
      status: 200,
      answer: z.object({ items: z.array(countyFeedbackSchema) }),
    }),
    async (c) => {
      valueOf(authorise(c.var.actor, 'feedback.compare'));
      const rows = await listCountyFeedback(c.var.db, todayIn({ timeZone: homeZone }, c.var.now));
      const items = rows.map(({ countyCode, side, count, averages }) => ({
        countyCode,
        side,
        count,
        averages: count < fewestTold ? null : { ...averages },
      }));
      return c.json({ items }, 200);
    },
  )
  .openapi(
    operation({
      method: 'get',
      path: '/counties/{code}/feedback',
      summary: 'What volunteers said of my county on average, from five people on',
      tag: 'feedback',
      permission: 'placement.host',
      status: 200,
      params: z.object({ code: countyCodeSchema }),
      answer: toldSchema,
    }),
    async (c) => {
      const { code } = c.req.valid('param');
      const [told] = valueOf(await toldOfCounties(actionContext(c), [code]));
      return c.json({ countyCode: code, people: told?.people ?? null, averages: told === undefined ? null : { ...told.averages } }, 200);
    },
  );
