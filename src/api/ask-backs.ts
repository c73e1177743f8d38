import { z } from '@hono/zod-openapi';

import { agreeToAskBack } from '../actions/ask-backs/agree-to-ask-back.ts';
import { inviteGuest } from '../actions/ask-backs/invite-guest.ts';
import { refuseAskBack } from '../actions/ask-backs/refuse-ask-back.ts';
import { withdrawAskBack } from '../actions/ask-backs/withdraw-ask-back.ts';
import { accountIdOf, notFound, todayIn } from '../actions/context.ts';
import { findAskBack, listAskBacksOfPerson, listAskBacksOfRequest, listEarlierGuests, type AskBackSheet } from '../db/queries/ask-backs.ts';
import { findRequest, type TeachingRequest } from '../db/queries/requests.ts';
import { authorise, reaches, type Permission } from '../domain/actor.ts';
import { agreeSchema, askBackInputSchema, askBackStandings, refuseSchema, standingOf } from '../domain/ask-back.ts';
import { actionContext, type AppEnv } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, rfc3339, rfc3339OrNull, router } from './operation.ts';

const askBackSchema = z
  .object({
    id: z.uuid(),
    seasonId: z.uuid(),
    requestId: z.uuid(),
    countyCode: z.string(),
    subject: z.string(),
    volunteerName: z.string(),
    /** `lapsed`: it was not answered by the day of the match. */
    state: z.enum(askBackStandings),
    message: z.string(),
    place: z.string(),
    startDay: z.string(),
    endDay: z.string(),
    createdAt: instantSchema,
    answeredAt: instantSchema.nullable(),
  })
  .openapi('AskBack');
const askBacksSchema = z.object({ items: z.array(askBackSchema) });

const guestSchema = z
  .object({
    /** The completed placement by which the county knows them. */
    placementId: z.uuid(),
    name: z.string(),
    years: z.array(z.number()),
  })
  .openapi('EarlierGuest');

type Call = { readonly var: Pick<AppEnv['Variables'], 'actor' | 'db' | 'now'> };

function view({ var: { now } }: Call, askBack: AskBackSheet): z.infer<typeof askBackSchema> {
  const { id, seasonId, requestId, countyCode, volunteerName, message, place, startDay, endDay } = askBack;
  return {
    id,
    seasonId,
    requestId,
    countyCode,
    volunteerName,
    message,
    place,
    startDay,
    endDay,
    subject: askBack.subjectCode,
    state: standingOf(askBack.state, askBack.season, todayIn(askBack.season, now)),
    createdAt: rfc3339(askBack.createdAt),
    answeredAt: rfc3339OrNull(askBack.answeredAt),
  };
}

async function requestFor({ var: { actor, db } }: Call, id: string, permission: Permission): Promise<TeachingRequest> {
  const request = await findRequest(db, id);
  if (request === undefined || !reaches(actor, permission, request)) throw new Problem(notFound('request'));
  return request;
}

const about = { tag: 'ask-backs', status: 200 } as const;
const aboutOne = { ...about, params: idParam, answer: askBackSchema } as const;

export const askBacksApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/requests/{id}/earlier-guests',
      summary: 'Whom the county may ask back: who completed a placement there',
      permission: 'ask-back.invite',
      params: idParam,
      answer: z.object({ items: z.array(guestSchema) }),
    }),
    async (c) => {
      const { countyCode } = await requestFor(c, c.req.valid('param').id, 'ask-back.invite');
      const guests = await listEarlierGuests(c.var.db, countyCode);
      return c.json({ items: guests.map(({ placementId, name, years }) => ({ placementId, name, years: [...years] })) }, 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/requests/{id}/ask-backs',
      summary: 'Whom a county asked back to its request, and what they answered',
      permission: 'request.read',
      params: idParam,
      answer: askBacksSchema,
    }),
    async (c) => {
      const { id } = await requestFor(c, c.req.valid('param').id, 'request.read');
      return c.json({ items: (await listAskBacksOfRequest(c.var.db, id)).map((one) => view(c, one)) }, 200);
    },
  )
  .openapi(
    operation({
      method: 'post',
      path: '/requests/{id}/ask-backs',
      summary: 'Ask an earlier guest of the county back',
      tag: 'ask-backs',
      permission: 'ask-back.invite',
      status: 201,
      params: idParam,
      body: askBackInputSchema,
      answer: askBackSchema,
    }),
    async (c) => c.json(view(c, valueOf(await inviteGuest(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 201),
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/me/ask-backs',
      summary: 'Which counties asked one back',
      permission: 'ask-back.answer',
      answer: askBacksSchema,
    }),
    async (c) => {
      valueOf(authorise(c.var.actor, 'ask-back.answer'));
      const own = await listAskBacksOfPerson(c.var.db, accountIdOf(c.var.actor) ?? '');
      return c.json({ items: own.map((one) => view(c, one)) }, 200);
    },
  )
  .openapi(
    operation({ ...aboutOne, method: 'get', path: '/ask-backs/{id}', summary: 'One of them', permission: 'ask-back.read' }),
    async (c) => {
      const found = await findAskBack(c.var.db, c.req.valid('param').id);
      if (found === undefined || !reaches(c.var.actor, 'ask-back.read', found)) throw new Problem(notFound('ask_back'));
      return c.json(view(c, found), 200);
    },
  )
  .openapi(
    operation({
      ...aboutOne,
      method: 'post',
      path: '/ask-backs/{id}/agree',
      summary: 'Say yes: the request becomes the first choice of the application whose version is given, or of a new one',
      permission: 'ask-back.answer',
      body: agreeSchema,
    }),
    async (c) => {
      const { applicationVersion } = c.req.valid('json');
      return c.json(view(c, valueOf(await agreeToAskBack(actionContext(c), c.req.valid('param').id, applicationVersion))), 200);
    },
  )
  .openapi(
    operation({
      ...aboutOne,
      method: 'post',
      path: '/ask-backs/{id}/refuse',
      summary: 'Say no, or a yes no more; the county does not read why',
      permission: 'ask-back.answer',
      body: refuseSchema,
    }),
    async (c) => c.json(view(c, valueOf(await refuseAskBack(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason))), 200),
  )
  .openapi(
    operation({
      ...aboutOne,
      method: 'post',
      path: '/ask-backs/{id}/withdraw',
      summary: 'Take back that somebody was asked',
      permission: 'ask-back.invite',
    }),
    async (c) => c.json(view(c, valueOf(await withdrawAskBack(actionContext(c), c.req.valid('param').id))), 200),
  );
