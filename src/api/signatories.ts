import { z } from '@hono/zod-openapi';

import { saveSignatory } from '../actions/signatories/save-signatory.ts';
import { rotateSigningKey } from '../actions/credentials/rotate-signing-key.ts';
import { listKeysInUse, type KeyInUse } from '../actions/credentials/signing-key.ts';
import { listSignatories } from '../db/queries/signatories.ts';
import { signatoryInputSchema } from '../domain/certificate.ts';
import { actionContext } from '../http/context.ts';
import { valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, pageQuery, rfc3339, rfc3339OrNull, router } from './operation.ts';

const signatorySchema = z
  .object({
    id: z.uuid(),
    nameZh: z.string(),
    nameEn: z.string(),
    titleZh: z.string(),
    titleEn: z.string(),
    issuerZh: z.string(),
    issuerEn: z.string(),
    contact: z.string(),
    fromDay: z.string(),
    throughDay: z.string().nullable(),
  })
  .openapi('Signatory');

const about = { tag: 'certificates', permission: 'signatory.change' } as const;

const keySchema = z.object({
  kid: z.string(),
  createdAt: instantSchema,
  /** When the next one took its place; null for the one that signs. */
  until: instantSchema.nullable(),
  /** How many credentials it signed, each counted once. */
  credentials: z.number(),
});
const keysSchema = z.object({ items: z.array(keySchema) }).openapi('SigningKeys');
const keysView = (keys: readonly KeyInUse[]) => ({
  items: keys.map(({ createdAt, until, ...key }) => ({ ...key, createdAt: rfc3339(createdAt), until: rfc3339OrNull(until) })),
});

/** Who signs certificates, and on which days; and the keys that sign credentials. */
export const signatoriesApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/signatories',
      summary: 'Who signs certificates, the latest in office first',
      status: 200,
      query: z.strictObject({ lang: pageQuery.lang }),
      answer: z.object({ items: z.array(signatorySchema) }),
    }),
    async (c) => c.json({ items: await listSignatories(c.var.db) }, 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/signatories',
      summary: 'Enter somebody who signs',
      status: 201,
      body: signatoryInputSchema,
      answer: signatorySchema,
    }),
    async (c) => c.json(valueOf(await saveSignatory(actionContext(c), c.req.valid('json'))), 201),
  )
  .openapi(
    operation({
      ...about,
      method: 'put',
      path: '/signatories/{id}',
      summary: 'Change it; certificates that were issued stay as they are',
      status: 200,
      params: idParam,
      body: signatoryInputSchema,
      answer: signatorySchema,
    }),
    async (c) => c.json(valueOf(await saveSignatory(actionContext(c), c.req.valid('json'), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/signing-keys',
      summary: 'The keys that sign and signed credentials, the newest first',
      status: 200,
      query: z.strictObject({ lang: pageQuery.lang }),
      answer: keysSchema,
    }),
    async (c) => c.json(keysView(await listKeysInUse(actionContext(c))), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/signing-keys',
      summary: 'Sign with a new key from now on; the older ones stay published',
      status: 201,
      answer: keysSchema,
    }),
    async (c) => c.json(keysView(valueOf(await rotateSigningKey(actionContext(c)))), 201),
  );
