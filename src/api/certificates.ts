import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { askCorrection } from '../actions/certificates/ask-correction.ts';
import { declineCorrection } from '../actions/certificates/decline-correction.ts';
import { issueCertificate } from '../actions/certificates/issue-certificate.ts';
import { issueSeason } from '../actions/certificates/issue-season.ts';
import { reissueCertificate } from '../actions/certificates/reissue-certificate.ts';
import { revokeCertificate } from '../actions/certificates/revoke-certificate.ts';
import { confirmHolder, verifyCertificate, type Verification } from '../actions/certificates/verify-certificate.ts';
import { signCredential } from '../actions/credentials/sign-credential.ts';
import { accountIdOf, notFound } from '../actions/context.ts';
import { listCertificates, listSeasonsToCertify, type ListedCertificate, type SeasonToCertify } from '../db/queries/certificates.ts';
import { authorise } from '../domain/actor.ts';
import { certificateStates, correctionAnswerSchema, correctionInputSchema, nameTypedSchema, serialIn } from '../domain/certificate.ts';
import { documentTypes } from '../domain/identity.ts';
import { reasonSchema } from '../domain/placement.ts';
import { deliverySchema, lineRoleSchema, requestKindSchema } from '../domain/teaching.ts';
import { actionContext, type AppEnv } from '../http/context.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { clientOf, TooManyKnocks } from '../http/session.ts';
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

const named = { zh: z.string(), en: z.string() };
const factsSchema = z.object({
  documentType: z.enum(documentTypes).nullable(),
  season: z.object(named),
  province: z.object(named),
  county: z.object({ ...named, code: z.string() }),
  place: z.string(),
  kind: requestKindSchema,
  delivery: deliverySchema,
  role: lineRoleSchema,
  startDay: z.string(),
  endDay: z.string(),
  daysServed: z.number(),
  subjects: z.array(z.object({ ...named, code: z.string(), lessons: z.number(), minutes: z.number() })).readonly(),
  minutesTaught: z.number(),
  learners: z.number(),
  completedDay: z.string(),
  issuer: z.object({ ...named, contact: z.string() }),
  signatory: z.object({ name: z.object(named), title: z.object(named) }),
  madeUp: z.boolean(),
});

const verificationSchema = z
  .object({
    serial: z.string(),
    state: z.enum(certificateStates),
    maskedName: z.string().nullable(),
    facts: factsSchema,
    issuedAt: instantSchema,
    closedAt: instantSchema.nullable(),
    closedBecause: z.string().nullable(),
    supersededBy: z.string().nullable(),
    supersedes: z.string().nullable(),
  })
  .openapi('Certificate');

const listedSchema = z
  .object({
    serial: z.string(),
    name: z.string(),
    state: z.enum(certificateStates),
    issuedAt: instantSchema,
    season: z.object(named),
    county: z.object({ ...named, code: z.string() }),
    isAskedAbout: z.boolean(),
  })
  .openapi('ListedCertificate');

const standingSchema = z
  .object({
    completed: z.number(),
    uncertified: z.number(),
    batch: z
      .object({
        total: z.number(),
        issued: z.number(),
        skipped: z.number(),
        startedAt: instantSchema,
        finishedAt: instantSchema.nullable(),
      })
      .nullable(),
  })
  .openapi('CertificatesOfSeason');

const view = ({ issuedAt, closedAt, ...rest }: Verification) => ({
  ...rest,
  issuedAt: rfc3339(issuedAt),
  closedAt: rfc3339OrNull(closedAt),
});
const listedView = ({ issuedAt, ...rest }: ListedCertificate) => ({ ...rest, issuedAt: rfc3339(issuedAt) });

function standingView({ completed, uncertified, batch }: SeasonToCertify) {
  if (batch === null) return { completed, uncertified, batch };
  return {
    completed,
    uncertified,
    batch: { ...batch, startedAt: rfc3339(batch.startedAt), finishedAt: rfc3339OrNull(batch.finishedAt) },
  };
}

/** Numbers cannot be guessed; trying is also slow. */
async function passDoor(c: Context<AppEnv>): Promise<void> {
  const wait = await c.var.knock('certificate', clientOf(c), 60, 15 * 60);
  if (wait > 0) throw new TooManyKnocks(wait);
}

const serialParam = z.object({ serial: z.string().max(60) });

function serialOf(c: { readonly req: { valid: (of: 'param') => { readonly serial: string } } }): string {
  const serial = serialIn(c.req.valid('param').serial);
  if (serial === undefined) throw new Problem(notFound('certificate'));
  return serial;
}

const about = { tag: 'certificates', answer: verificationSchema } as const;
const ofOne = { ...about, method: 'post', params: serialParam, status: 200 } as const;
const decided = { ...ofOne, permission: 'certificate.issue' } as const;

/** What comes of a change, as anybody would see it. */
async function answered(c: Context<AppEnv>, serial: string) {
  return view(valueOf(await verifyCertificate(actionContext(c), serial)));
}

/** Proofs of service: issued and taken back by coordinators, checked by anybody. */
export const certificatesApi = router()
  .openapi(
    operation({
      tag: 'certificates',
      permission: 'certificate.read',
      method: 'get',
      path: '/certificates',
      summary: 'Certificates: one’s own, or for a coordinator all; the newest first',
      status: 200,
      query: z.strictObject({
        limit: pageQuery.limit,
        cursor: pageQuery.cursor,
        lang: pageQuery.lang,
        seasonId: z.uuid().optional(),
        state: z.enum(certificateStates).optional(),
        askedAbout: z.enum(['true', 'false']).optional(),
      }),
      answer: pageSchema(listedSchema),
    }),
    async (c) => {
      const { seasonId, state, askedAbout, ...page } = c.req.valid('query');
      const reach = valueOf(authorise(c.var.actor, 'certificate.read'));
      const accountId = reach === 'any' ? undefined : (accountIdOf(c.var.actor) ?? '');
      const filter = { seasonId, state, accountId, isAskedAbout: askedAbout === 'true' };
      return c.json(pageAnswer(await listCertificates(c.var.db, filter, pageWanted(page, 'serial')), listedView), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      permission: 'certificate.verify',
      method: 'get',
      path: '/certificates/{serial}',
      summary: 'Check a certificate: everything it says but the name, which is masked',
      status: 200,
      params: serialParam,
    }),
    async (c) => {
      await passDoor(c);
      return c.json(await answered(c, serialOf(c)), 200);
    },
  )
  .openapi(
    operation({
      ...ofOne,
      permission: 'certificate.verify',
      path: '/certificates/{serial}/holder',
      summary: 'Whether a certificate was issued to somebody of this name',
      body: nameTypedSchema,
      answer: z.object({ isHolder: z.boolean() }),
    }),
    async (c) => {
      await passDoor(c);
      return c.json({ isHolder: valueOf(await confirmHolder(actionContext(c), serialOf(c), c.req.valid('json').name)) }, 200);
    },
  )
  .openapi(
    operation({
      ...about,
      permission: 'certificate.read',
      method: 'get',
      path: '/certificates/{serial}/credential',
      summary: 'The certificate as an Open Badge 3.0, a Verifiable Credential 2.0 signed with EdDSA; its keys are at /.well-known/did.json',
      status: 200,
      params: serialParam,
      answer: z.object({ credential: z.string() }),
    }),
    async (c) => c.json({ credential: valueOf(await signCredential(actionContext(c), serialOf(c))) }, 200, { 'Cache-Control': 'no-store' }),
  )
  .openapi(
    operation({
      ...ofOne,
      permission: 'certificate.ask',
      path: '/certificates/{serial}/correction',
      summary: 'Ask that something in one’s own certificate is put right',
      body: correctionInputSchema,
    }),
    async (c) => {
      const { serial } = valueOf(await askCorrection(actionContext(c), serialOf(c), c.req.valid('json').text));
      return c.json(await answered(c, serial), 200);
    },
  )
  .openapi(
    operation({
      ...decided,
      path: '/certificates/{serial}/decline-correction',
      summary: 'Answer what was asked where the certificate stays as it is',
      body: correctionAnswerSchema,
    }),
    async (c) => {
      const { serial } = valueOf(await declineCorrection(actionContext(c), serialOf(c), c.req.valid('json').answer));
      return c.json(await answered(c, serial), 200);
    },
  )
  .openapi(
    operation({
      ...decided,
      path: '/certificates/{serial}/reissue',
      summary: 'Issue a certificate anew from what is on record now; the old one points on, and nothing is mailed',
      status: 201,
      body: reasonSchema,
    }),
    async (c) => {
      const { serial } = valueOf(await reissueCertificate(actionContext(c), serialOf(c), c.req.valid('json').reason));
      return c.json(await answered(c, serial), 201);
    },
  )
  .openapi(
    operation({ ...decided, path: '/certificates/{serial}/revoke', summary: 'Take a certificate back', body: reasonSchema }),
    async (c) => {
      const { serial } = valueOf(await revokeCertificate(actionContext(c), serialOf(c), c.req.valid('json').reason));
      return c.json(await answered(c, serial), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      permission: 'certificate.issue',
      method: 'post',
      path: '/placements/{id}/certificate',
      summary: 'Issue the certificate of a completed placement; asked again, the newest there is',
      status: 201,
      params: idParam,
    }),
    async (c) => {
      const { serial } = valueOf(await issueCertificate(actionContext(c), c.req.valid('param').id));
      return c.json(await answered(c, serial), 201);
    },
  )
  .openapi(
    operation({
      tag: 'certificates',
      permission: 'certificate.issue',
      method: 'post',
      path: '/seasons/{id}/certificates',
      summary: 'Issue the certificates of a season that are missing, in the background',
      status: 202,
      params: idParam,
      answer: standingSchema,
    }),
    async (c) => c.json(standingView(valueOf(await issueSeason(actionContext(c), c.req.valid('param').id))), 202),
  )
  .openapi(
    operation({
      tag: 'certificates',
      permission: 'certificate.issue',
      method: 'get',
      path: '/seasons/{id}/certificates',
      summary: 'How many certificates of a season are issued, and how far the latest batch is',
      status: 200,
      params: idParam,
      answer: standingSchema,
    }),
    async (c) => {
      const [standing] = await listSeasonsToCertify(c.var.db, c.req.valid('param').id);
      if (standing === undefined) throw new Problem(notFound('season'));
      return c.json(standingView(standing), 200);
    },
  );
