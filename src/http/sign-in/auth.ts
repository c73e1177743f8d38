import { APIError } from '@better-auth/core/error';
import { passkey } from '@better-auth/passkey';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { emailOTP, genericOAuth, magicLink } from 'better-auth/plugins';
import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

import { signUp } from '../../actions/accounts/sign-up.ts';
import { record } from '../../actions/record.ts';
import type { Connection } from '../../db/client.ts';
import { identities, passkeys, sessions, verifications } from '../../db/tables/sign-in.ts';
import { codeMinutes, sessionDays } from '../../domain/session.ts';
import type { ActionContext } from '../../actions/context.ts';
import { keyedHash } from '../keyed-hash.ts';
import { withHashedSessionTokens } from './hashed-session-tokens.ts';

/** A university's or ministry's OpenID provider, as its operator registered this site there. */
export type OpenIdProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
};

export type SignInSettings = {
  readonly siteUrl: string;
  readonly secret: string;
  readonly provider?: OpenIdProvider | undefined;
};

/**
 * What the sign-in library sees of an account: the same table as `accounts`, with instants as it takes them. The columns are
 * named, since the query builder keeps the names it derives by table, and would mix up the two.
 */
const accountsAsSeen = pgTable('accounts', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  emailVerified: boolean('email_verified').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'date' }).notNull(),
});
const schema = { accounts: accountsAsSeen, sessions, identities, verifications, passkeys };

/** What was made for one person to sign in by; put into one letter, and kept nowhere in clear. */
export type Issued = { link?: string; code?: string };

export const signInPath = '/auth';
export const providerId = 'openid';

/**
 * The sign-in library on this call's database. It is built for each call that signs in, since a connection belongs to
 * one; everything else reads the session by one query of ours.
 *
 * @param issued is filled with the link's token and the code that the library made
 */
export function signInLibrary(context: ActionContext, settings: SignInSettings, issued: Issued = {}) {
  const hash = keyedHash(settings.secret);
  return betterAuth({
    appName: 'Zhijiao',
    baseURL: settings.siteUrl,
    basePath: signInPath,
    secret: settings.secret,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_, message) => console.error('sign-in:', message) },
    database: (options: BetterAuthOptions) =>
      withHashedSessionTokens(drizzleAdapter(inTransaction(context.db), { provider: 'pg', schema })(options), hash),
    user: { modelName: 'accounts' },
    session: {
      modelName: 'sessions',
      fields: { userId: 'accountId' },
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      freshAge: 0,
    },
    account: {
      modelName: 'identities',
      fields: { userId: 'accountId', accountId: 'providerAccountId' },
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      // An address that the university vouches for is the same person's; one that it does not is refused.
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    verification: { modelName: 'verifications', storeIdentifier: { hash } },
    advanced: {
      cookiePrefix: 'zhijiao',
      ipAddress: { disableIpTracking: true },
      database: { generateId: false },
    },
    // Every door has our own limits, which all isolates share.
    rateLimit: { enabled: false },
    databaseHooks: {
      user: { create: { after: async ({ id }) => signUp(context, id) } },
      session: { create: { after: async ({ id, userId }) => recordSignIn(context, id, userId) } },
      account: { create: { before: async (account) => ({ data: withoutProviderTokens(account) }) } },
    },
    plugins: [...lettersAndPasskeys(settings, hash, issued), ...(settings.provider === undefined ? [] : [openId(settings.provider)])],
  });
}

function lettersAndPasskeys({ siteUrl }: SignInSettings, hash: (text: string) => Promise<string>, issued: Issued) {
  const secondsValid = codeMinutes * 60;
  return [
    magicLink({
      expiresIn: secondsValid,
      storeToken: { type: 'custom-hasher', hash },
      sendMagicLink: ({ token }) => {
        issued.link = token;
      },
    }),
    emailOTP({
      expiresIn: secondsValid,
      storeOTP: { hash },
      sendVerificationOTP: async ({ otp }) => {
        issued.code = otp;
      },
    }),
    passkey({
      rpID: new URL(siteUrl).hostname,
      rpName: 'Zhijiao',
      origin: new URL(siteUrl).origin,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      registration: { afterVerification: ({ verification }) => refuseUnseen(verification.registrationInfo?.userVerified) },
      authentication: { afterVerification: ({ verification }) => refuseUnseen(verification.authenticationInfo.userVerified) },
      schema: { passkey: { modelName: 'passkeys', fields: { userId: 'accountId', credentialID: 'credentialId' } } },
    }),
  ];
}

async function recordSignIn(context: ActionContext, sessionId: string, accountId: string): Promise<void> {
  await record(context, { thing: 'session', thingId: sessionId, event: 'session.begun', subjectId: accountId });
}

/** A passkey stands for something one has and something one is or knows: a device alone does not do. */
function refuseUnseen(isVerified: boolean | undefined): void {
  if (isVerified !== true) throw new APIError('UNAUTHORIZED', { message: 'the device did not verify its user' });
}

function openId({ issuer, clientId, clientSecret }: OpenIdProvider) {
  const discoveryUrl = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const scopes = ['openid', 'email', 'profile'];
  return genericOAuth({ config: [{ providerId, discoveryUrl, clientId, clientSecret, scopes, requireIdTokenVerification: true }] });
}

/** What a provider lets us do in its name is never needed, so it is not kept. */
function withoutProviderTokens<T extends Record<string, unknown>>(account: T) {
  const { accessToken, refreshToken, idToken, accessTokenExpiresAt, refreshTokenExpiresAt, scope, password, ...kept } = account;
  return kept;
}

/** The library speaks to a transaction as to any connection. */
function inTransaction(db: Connection): Record<string, unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return db as unknown as Record<string, unknown>;
}
