import { z } from '@hono/zod-openapi';

import { accountIdOf } from '../actions/context.ts';
import { endSession } from '../actions/sign-in/end-session.ts';
import { makeToken } from '../actions/sign-in/make-token.ts';
import { removePasskey } from '../actions/sign-in/remove-passkey.ts';
import { revokeToken } from '../actions/sign-in/revoke-token.ts';
import { listPasskeys, listSessions, type Passkey, type Session } from '../db/queries/sign-in.ts';
import { listTokens, type Token } from '../db/queries/tokens.ts';
import { tokenInputSchema } from '../domain/token.ts';
import { actionContext } from '../http/context.ts';
import { idParam, instantSchema, operation, pageQuery, rfc3339, rfc3339OrNull, router } from './operation.ts';
import { valueOf } from '../http/failure/problem.ts';

const sessionSchema = z
  .object({
    id: z.uuid(),
    userAgent: z.string().nullable(),
    createdAt: instantSchema,
    lastSeenAt: instantSchema,
    expiresAt: instantSchema,
    /** Whether this call was made in it. */
    isThis: z.boolean(),
  })
  .openapi('Session');
const passkeySchema = z.object({ id: z.uuid(), name: z.string().nullable(), createdAt: instantSchema }).openapi('Passkey');
const tokenSchema = z
  .object({
    id: z.uuid(),
    label: z.string(),
    /** What it may be used for; null for all that its owner may. */
    scopes: z.array(z.string()).nullable(),
    createdAt: instantSchema,
    expiresAt: instantSchema,
    lastUsedAt: instantSchema.nullable(),
  })
  .openapi('Token');
const newTokenSchema = tokenSchema
  .extend({
    /** Shown this once: only its hash is kept. */
    token: z.string(),
  })
  .openapi('NewToken');
const goneSchema = z.object({ id: z.uuid() }).openapi('Gone');

const sessionView = ({ id, userAgent, createdAt, lastSeenAt, expiresAt }: Session, thisId: string | undefined) => ({
  id,
  userAgent,
  createdAt: createdAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  isThis: id === thisId,
});
const passkeyView = ({ id, name, createdAt }: Passkey) => ({ id, name, createdAt: createdAt.toISOString() });
const tokenView = ({ createdAt, expiresAt, lastUsedAt, ...token }: Token) => ({
  ...token,
  createdAt: rfc3339(createdAt),
  expiresAt: rfc3339(expiresAt),
  lastUsedAt: rfc3339OrNull(lastUsedAt),
});

const about = { tag: 'sign-in', permission: 'sign-in.keep', status: 200 } as const;
const list = { ...about, method: 'get', query: z.strictObject({ lang: pageQuery.lang }) } as const;
const end = { ...about, method: 'delete', params: idParam, answer: goneSchema } as const;

/** What lets somebody in, listed and ended by its owner: sessions, passkeys and programs' tokens. */
export const keysApi = router()
  .openapi(
    operation({ ...list, path: '/me/sessions', summary: 'Where I am signed in', answer: z.object({ items: z.array(sessionSchema) }) }),
    async (c) => {
      const { actor, db, now } = c.var;
      const thisId = actor.kind === 'account' ? actor.sessionId : undefined;
      const sessions = await listSessions(db, accountIdOf(actor) ?? '', now.toJSDate());
      return c.json({ items: sessions.map((session) => sessionView(session, thisId)) }, 200);
    },
  )
  .openapi(operation({ ...end, path: '/me/sessions/{id}', summary: 'End one of my sessions' }), async (c) =>
    c.json(valueOf(await endSession(actionContext(c), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({ ...list, path: '/me/passkeys', summary: 'My passkeys', answer: z.object({ items: z.array(passkeySchema) }) }),
    async (c) => c.json({ items: (await listPasskeys(c.var.db, accountIdOf(c.var.actor) ?? '')).map(passkeyView) }, 200),
  )
  .openapi(operation({ ...end, path: '/me/passkeys/{id}', summary: 'Remove one of my passkeys' }), async (c) =>
    c.json(valueOf(await removePasskey(actionContext(c), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({ ...list, path: '/me/tokens', summary: 'Tokens of my programs', answer: z.object({ items: z.array(tokenSchema) }) }),
    async (c) => c.json({ items: (await listTokens(c.var.db, accountIdOf(c.var.actor) ?? '')).map(tokenView) }, 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/me/tokens',
      summary: 'Make a token for a program',
      status: 201,
      answer: newTokenSchema,
      body: tokenInputSchema,
    }),
    async (c) => {
      const { token, text } = valueOf(await makeToken(actionContext(c), c.req.valid('json')));
      return c.json({ ...tokenView(token), token: text }, 201, { 'Cache-Control': 'no-store' });
    },
  )
  .openapi(operation({ ...end, path: '/me/tokens/{id}', summary: 'Take one of my tokens back' }), async (c) =>
    c.json(valueOf(await revokeToken(actionContext(c), c.req.valid('param').id)), 200),
  );
