import { z } from '@hono/zod-openapi';

import { endCalendarAddress } from '../actions/calendars/end-address.ts';
import { makeCalendarAddress } from '../actions/calendars/make-address.ts';
import { accountIdOf, notFound } from '../actions/context.ts';
import { listCalendarAddresses, type CalendarAddress } from '../db/queries/calendars.ts';
import { reaches } from '../domain/actor.ts';
import { countyCodeSchema } from '../domain/teaching.ts';
import { actionContext } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { instantSchema, operation, rfc3339, rfc3339OrNull, router } from './operation.ts';

const addressSchema = z
  .object({
    /** Whose: a county's, or the caller's own where it is null. */
    countyCode: z.string().nullable(),
    createdAt: instantSchema,
    /** When a calendar program last asked, to the quarter of an hour. */
    lastReadAt: instantSchema.nullable(),
  })
  .openapi('CalendarAddress');
const newAddressSchema = z
  .object({
    /** Shown this once: only the hash of its key is kept. Whoever holds it reads the calendar, without signing in. */
    url: z.string(),
  })
  .openapi('NewCalendarAddress');
const endedSchema = z.object({ countyCode: z.string().nullable() }).openapi('EndedCalendarAddress');

function addressView(addresses: readonly CalendarAddress[], of: string | null) {
  const address = addresses.find(({ countyCode }) => countyCode === of);
  if (address === undefined) throw new Problem(notFound('calendar'));
  const { countyCode, createdAt, lastReadAt } = address;
  return { countyCode, createdAt: rfc3339(createdAt), lastReadAt: rfc3339OrNull(lastReadAt) };
}

const own = { tag: 'calendars', permission: 'calendar.keep', path: '/me/calendar' } as const;
const ofCounty = {
  tag: 'calendars',
  permission: 'county-calendar.keep',
  path: '/counties/{code}/calendar',
  params: z.object({ code: countyCodeSchema }),
} as const;

/** Secret addresses at which calendar programs read somebody's dates, or who comes to a county. */
export const calendarsApi = router()
  .openapi(
    operation({ ...own, method: 'get', summary: 'The address of my calendar, without its key', status: 200, answer: addressSchema }),
    async (c) => c.json(addressView(await listCalendarAddresses(c.var.db, accountIdOf(c.var.actor) ?? ''), null), 200),
  )
  .openapi(
    operation({ ...own, method: 'post', summary: 'Make the address of my calendar anew', status: 201, answer: newAddressSchema }),
    async (c) => c.json(valueOf(await makeCalendarAddress(actionContext(c), null)), 201, { 'Cache-Control': 'no-store' }),
  )
  .openapi(
    operation({ ...own, method: 'delete', summary: 'End the address of my calendar', status: 200, answer: endedSchema }),
    async (c) => c.json(valueOf(await endCalendarAddress(actionContext(c), null)), 200),
  )
  .openapi(
    operation({ ...ofCounty, method: 'get', summary: 'My address of a county’s calendar', status: 200, answer: addressSchema }),
    async (c) => {
      const { actor, db } = c.var;
      const { code } = c.req.valid('param');
      if (!reaches(actor, 'county-calendar.keep', { countyCode: code })) throw new Problem(notFound('county'));
      return c.json(addressView(await listCalendarAddresses(db, accountIdOf(actor) ?? ''), code), 200);
    },
  )
  .openapi(
    operation({
      ...ofCounty,
      method: 'post',
      summary: 'Make my address of a county’s calendar anew',
      status: 201,
      answer: newAddressSchema,
    }),
    async (c) => {
      const made = valueOf(await makeCalendarAddress(actionContext(c), c.req.valid('param').code));
      return c.json(made, 201, { 'Cache-Control': 'no-store' });
    },
  )
  .openapi(
    operation({ ...ofCounty, method: 'delete', summary: 'End my address of a county’s calendar', status: 200, answer: endedSchema }),
    async (c) => c.json(valueOf(await endCalendarAddress(actionContext(c), c.req.valid('param').code)), 200),
  );
