import { z } from '@hono/zod-openapi';

import { accountIdOf } from '../actions/context.ts';
import { agree } from '../actions/consents/agree.ts';
import { publishText } from '../actions/consents/publish-text.ts';
import { withdrawConsent } from '../actions/consents/withdraw-consent.ts';
import { listConsents, listTexts, type AgreedText, type Consent } from '../db/queries/texts.ts';
import { agreeSchema, newTextSchema, textKindSchema } from '../domain/consent.ts';
import { actionContext } from '../http/context.ts';
import { idParam, instantSchema, operation, pageQuery, rfc3339, rfc3339OrNull, router } from './operation.ts';
import { valueOf } from '../http/failure/problem.ts';

const textSchema = z
  .object({ kind: textKindSchema, version: z.number(), zh: z.string(), en: z.string(), publishedAt: instantSchema })
  .openapi('Text');
const consentSchema = z
  .object({
    id: z.uuid(),
    kind: textKindSchema,
    version: z.number(),
    givenAt: instantSchema,
    withdrawnAt: instantSchema.nullable(),
  })
  .openapi('Consent');

const textView = ({ kind, version, zh, en, publishedAt }: AgreedText) => ({ kind, version, zh, en, publishedAt: rfc3339(publishedAt) });
const consentView = ({ id, kind, version, givenAt, withdrawnAt }: Consent) => ({
  id,
  kind,
  version,
  givenAt: rfc3339(givenAt),
  withdrawnAt: rfc3339OrNull(withdrawnAt),
});

const anyLanguage = z.strictObject({ lang: pageQuery.lang });
const consents = { tag: 'consents', permission: 'me.consent', answer: consentSchema } as const;

/** What people are asked to agree to, and what they agreed to. */
export const textsApi = router()
  .openapi(
    operation({
      method: 'get',
      path: '/texts',
      summary: 'What people are asked to agree to, as it stands',
      tag: 'consents',
      permission: 'open-data.read',
      status: 200,
      query: anyLanguage,
      answer: z.object({ items: z.array(textSchema) }),
    }),
    async (c) => c.json({ items: (await listTexts(c.var.db)).map(textView) }, 200),
  )
  .openapi(
    operation({
      method: 'post',
      path: '/texts/{kind}',
      summary: 'Publish a new version; people are asked again',
      tag: 'consents',
      permission: 'text.publish',
      status: 201,
      params: z.object({ kind: textKindSchema }),
      body: newTextSchema,
      answer: textSchema,
    }),
    async (c) => c.json(textView(valueOf(await publishText(actionContext(c), c.req.valid('param').kind, c.req.valid('json')))), 201),
  )
  .openapi(
    operation({
      ...consents,
      method: 'get',
      path: '/me/consents',
      summary: 'What I agreed to',
      status: 200,
      query: anyLanguage,
      answer: z.object({ items: z.array(consentSchema) }),
    }),
    async (c) => c.json({ items: (await listConsents(c.var.db, accountIdOf(c.var.actor) ?? '')).map(consentView) }, 200),
  )
  .openapi(
    operation({
      ...consents,
      method: 'post',
      path: '/me/consents',
      summary: 'Agree to a text as it stands',
      status: 201,
      body: agreeSchema,
    }),
    async (c) => {
      const { kind, version } = c.req.valid('json');
      return c.json(consentView(valueOf(await agree(actionContext(c), kind, version))), 201);
    },
  )
  .openapi(
    operation({
      ...consents,
      method: 'post',
      path: '/me/consents/{id}/withdraw',
      summary: 'Take a consent back',
      status: 200,
      params: idParam,
    }),
    async (c) => c.json(consentView(valueOf(await withdrawConsent(actionContext(c), c.req.valid('param').id))), 200),
  );
