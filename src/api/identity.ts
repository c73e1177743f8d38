import { z } from '@hono/zod-openapi';

import { accountIdOf, notFound } from '../actions/context.ts';
import { giveHealthNote } from '../actions/identity/give-health-note.ts';
import { giveIdentity } from '../actions/identity/give-identity.ts';
import { seeHealthNote } from '../actions/identity/see-health-note.ts';
import { seeIdentity } from '../actions/identity/see-identity.ts';
import { findHealthNote, findIdentityDocument, healthPlace, numberPlace } from '../db/queries/identity.ts';
import { documentTypes, healthNoteSchema, identityDocumentSchema, maskedNumber } from '../domain/identity.ts';
import { reasonSchema } from '../domain/placement.ts';
import { actionContext } from '../http/context.ts';
import { idParam, instantSchema, operation, rfc3339, router } from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

/** One's own document, with all but the last four characters hidden: a page over somebody's shoulder tells nothing. */
const ownIdentitySchema = z
  .object({ documentType: z.enum(documentTypes), maskedNumber: z.string(), updatedAt: instantSchema })
  .openapi('OwnIdentity');
const seenIdentitySchema = z.object({ documentType: z.enum(documentTypes), number: z.string() }).openapi('SeenIdentity');

const noStore = { 'Cache-Control': 'no-store' };
const own = { tag: 'identity', status: 200 } as const;

/** Identity documents and health notes: kept encrypted, seen by few, every look recorded and shown to the person. */
export const identityApi = router()
  .openapi(
    operation({
      ...own,
      method: 'get',
      path: '/me/identity',
      summary: 'My identity document, masked',
      permission: 'me.read',
      answer: ownIdentitySchema,
    }),
    async (c) => {
      const accountId = accountIdOf(c.var.actor) ?? '';
      const document = await findIdentityDocument(c.var.db, accountId);
      if (document === undefined) throw new Problem(notFound('identity'));
      const number = await c.var.settings.keys.open(document.sealedNumber, numberPlace(accountId));
      const { documentType, updatedAt } = document;
      return c.json({ documentType, maskedNumber: maskedNumber(number), updatedAt: rfc3339(updatedAt) }, 200, noStore);
    },
  )
  .openapi(
    operation({
      ...own,
      method: 'put',
      path: '/me/identity',
      summary: 'Give my identity document',
      permission: 'me.change',
      body: identityDocumentSchema,
      answer: ownIdentitySchema,
    }),
    async (c) => {
      const given = c.req.valid('json');
      const { documentType, updatedAt } = valueOf(await giveIdentity(actionContext(c), given));
      return c.json({ documentType, maskedNumber: maskedNumber(given.number), updatedAt: rfc3339(updatedAt) }, 200, noStore);
    },
  )
  .openapi(
    operation({
      ...own,
      method: 'get',
      path: '/me/health-note',
      summary: 'What I said of my health',
      permission: 'me.read',
      answer: healthNoteSchema,
    }),
    async (c) => {
      const accountId = accountIdOf(c.var.actor) ?? '';
      const note = await findHealthNote(c.var.db, accountId);
      const text = note === undefined ? '' : await c.var.settings.keys.open(note.sealedText, healthPlace(accountId));
      return c.json({ text }, 200, noStore);
    },
  )
  .openapi(
    operation({
      ...own,
      method: 'put',
      path: '/me/health-note',
      summary: 'Say something of my health; an empty text takes it back',
      permission: 'me.change',
      body: healthNoteSchema,
      answer: healthNoteSchema,
    }),
    async (c) => c.json(valueOf(await giveHealthNote(actionContext(c), c.req.valid('json').text)), 200, noStore),
  )
  .openapi(
    operation({
      ...own,
      method: 'post',
      path: '/accounts/{id}/identity/see',
      summary: 'See an identity number in order to check it; the person sees that you did',
      permission: 'identity.see',
      params: idParam,
      body: reasonSchema,
      answer: seenIdentitySchema,
    }),
    async (c) => {
      const seen = valueOf(await seeIdentity(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason));
      return c.json({ documentType: seen.document.documentType, number: seen.number }, 200, noStore);
    },
  )
  .openapi(
    operation({
      ...own,
      method: 'post',
      path: '/accounts/{id}/health-note/see',
      summary: 'See what somebody said of their health; the person sees that you did',
      permission: 'health.see',
      params: idParam,
      body: reasonSchema,
      answer: healthNoteSchema,
    }),
    async (c) => c.json(valueOf(await seeHealthNote(actionContext(c), c.req.valid('param').id, c.req.valid('json').reason)), 200, noStore),
  );
