import { z } from '@hono/zod-openapi';

import { giveEmergencyContact, ownEmergencyContact, withdrawEmergencyContact } from '../actions/squads/give-emergency-contact.ts';
import { contactsGiven, seeEmergencyContact } from '../actions/squads/see-emergency-contact.ts';
import { contactLookSchema, emergencyContactSchema } from '../domain/emergency-contact.ts';
import { lineRoles } from '../domain/teaching.ts';
import { actionContext } from '../http/context.ts';
import { valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, rfc3339, router } from './operation.ts';

const contactSchema = z.object({ name: z.string(), relation: z.string(), phone: z.string() }).openapi('EmergencyContact');
const givenSchema = z.object({ placementId: z.uuid(), name: z.string(), role: z.enum(lineRoles), givenAt: instantSchema });

const ofSquad = { tag: 'squads', params: idParam, status: 200 } as const;
const own = { ...ofSquad, path: '/squads/{id}/emergency-contact', permission: 'emergency-contact.give' } as const;
const ofAll = { ...ofSquad, permission: 'emergency-contact.see' } as const;
const shownOnce = { 'Cache-Control': 'no-store' } as const;

/** Whom to call if something happens to a member of a squad: given by themselves, looked at by few, and each look recorded. */
export const emergencyContactsApi = router()
  .openapi(
    operation({
      ...own,
      method: 'get',
      summary: 'Whom to call for me in this squad',
      answer: z.object({ contact: contactSchema.nullable() }),
    }),
    async (c) => {
      const { contact } = valueOf(await ownEmergencyContact(actionContext(c), c.req.valid('param').id));
      return c.json({ contact }, 200, shownOnce);
    },
  )
  .openapi(
    operation({
      ...own,
      method: 'put',
      summary: 'Say whom to call for me in this squad',
      answer: contactSchema,
      body: emergencyContactSchema,
    }),
    async (c) =>
      c.json(valueOf(await giveEmergencyContact(actionContext(c), c.req.valid('param').id, c.req.valid('json'))), 200, shownOnce),
  )
  .openapi(
    operation({ ...own, method: 'delete', summary: 'Take back whom to call for me', answer: z.object({ id: z.uuid() }) }),
    async (c) => c.json(valueOf(await withdrawEmergencyContact(actionContext(c), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      ...ofAll,
      method: 'get',
      path: '/squads/{id}/emergency-contacts',
      summary: 'Which members of a squad that is away said whom to call; not whom',
      answer: z.object({ items: z.array(givenSchema) }),
    }),
    async (c) => {
      const { given } = valueOf(await contactsGiven(actionContext(c), c.req.valid('param').id));
      return c.json({ items: given.map((one) => ({ ...one, givenAt: rfc3339(one.givenAt) })) }, 200);
    },
  )
  .openapi(
    operation({
      ...ofAll,
      method: 'post',
      path: '/squads/{id}/emergency-contacts/look',
      summary: 'Whom to call for one member; the look is recorded with its reason, and the member sees it',
      answer: contactSchema,
      body: contactLookSchema,
    }),
    async (c) => c.json(valueOf(await seeEmergencyContact(actionContext(c), c.req.valid('param').id, c.req.valid('json'))), 200, shownOnce),
  );
