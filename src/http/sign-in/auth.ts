import { APIError } from '@better-auth/core/error';
import { passkey } from '@better-auth/passkey';
import { betterAuth, type BetterAuthOptions } from 'better-auth/minimal';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { emailOTP } from 'better-auth/plugins/email-otp';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

import { signUp } from '../../actions/accounts/sign-up.ts';
import { record } from '../../actions/record.ts';
import type { Connection } from '../../db/client.ts';
import { passkeys, sessions, verifications } from '../../db/tables/sign-in.ts';
import { codeMinutes, sessionDays } from '../../domain/session.ts';
import type { ActionContext } from '../../actions/context.ts';
import { keyedHash } from '../keyed-hash.ts';
import { writeLine } from '../log.ts';
import { cookiePrefix } from './cookie.ts';
import { providerId, signInPath, type Issued, type OpenIdProvider, type SignInSettings } from './settings.ts';
import { metadataUrl } from './provider.ts';
import { withHashedSessionTokens } from './hashed-session-tokens.ts';

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

/** The same of `identities`. The library's `accountId` is the provider's; ours, under one name with it, would be taken for it. */
const identitiesAsSeen = pgTable('identities', {
  id: uuid('id').primaryKey(),
  userId: uuid('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  issuer: text('issuer'),
  accountId: text('provider_account_id').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'date' }).notNull(),
});
const schema = { accounts: accountsAsSeen, sessions, identities: identitiesAsSeen, verifications, passkeys };

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
    logger: { level: 'error', log: (_, message) => writeLine({ level: 'error', fault: 'sign-in', message }) },
    database: (options: BetterAuthOptions) =>
      withHashedSessionTokens(drizzleAdapter(inTransaction(context.db), { provider: 'pg', schema })(options), hash),
    user: {
      modelName: 'accounts',
      // Nobody waits with an account in somebody else's name until they come.
      validateUserInfo: ({ user, source: { action } }) =>
        action === 'sign-in' || user.emailVerified === true ? undefined : { error: 'email_not_verified' },
    },
    session: {
      modelName: 'sessions',
      fields: { userId: 'accountId' },
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      freshAge: 0,
    },
    account: {
      modelName: 'identities',
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      // An address that the university vouches for is the same person's; one that it does not is refused.
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    verification: { modelName: 'verifications', storeIdentifier: { hash } },
    advanced: {
      cookiePrefix: cookiePrefix(settings.siteUrl),
      // Or the library would put a prefix of its own before ours.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: settings.siteUrl.startsWith('https:') },
      ipAddress: { disableIpTracking: true },
      database: { generateId: false },
    },
    // Every door has our own limits, which all isolates share.
    rateLimit: { enabled: false },
    databaseHooks: {
      user: { create: { before: async () => ({ data: withoutPicture }), after: async ({ id }) => signUp(context, id) } },
      session: { create: { after: async ({ id, userId }) => recordSignIn(context, id, userId) } },
      account: { create: { before: async () => ({ data: withoutProviderTokens }) } },
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

function openId(provider: OpenIdProvider) {
  const { clientId, clientSecret } = provider;
  const discoveryUrl = metadataUrl(provider);
  const scopes = ['openid', 'email', 'profile'];
  const asRegistered = { providerId, discoveryUrl, clientId, clientSecret, scopes };
  return genericOAuth({
    config: [{ ...asRegistered, authentication: 'basic', requireIdTokenVerification: true, mapProfileToUser: takenFromProfile }],
  });
}

/** Some providers send `"false"`, which the library would take for true. */
function takenFromProfile(profile: Record<string, unknown>) {
  return { emailVerified: profile['email_verified'] === true };
}

/** What accounts have no place for. The library lays this over what it would keep, here and below. */
const withoutPicture = { image: undefined };

/** What a provider lets us do in its name is never needed, so it is not kept. */
const withoutProviderTokens = {
  accessToken: undefined,
  refreshToken: undefined,
  idToken: undefined,
  accessTokenExpiresAt: undefined,
  refreshTokenExpiresAt: undefined,
  scope: undefined,
  password: undefined,
};

/** The library speaks to a transaction as to any connection. */
function inTransaction(db: Connection): Record<string, unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return db as unknown as Record<string, unknown>;
}
