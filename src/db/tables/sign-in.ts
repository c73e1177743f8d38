import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { accounts } from './accounts.ts';
import { createdAt, id } from './columns.ts';

/** An instant as the sign-in library takes it. */
const dateInstant = () => timestamp({ withTimezone: true, mode: 'date' });
const whose = () =>
  uuid()
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' });

/** A browser that is signed in. `token` is the hash of what the cookie holds, so a copy of the table opens nothing. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    accountId: whose(),
    token: text().notNull(),
    userAgent: text(),
    createdAt: dateInstant().notNull().defaultNow(),
    updatedAt: dateInstant().notNull().defaultNow(),
    lastSeenAt: dateInstant().notNull().defaultNow(),
    expiresAt: dateInstant().notNull(),
  },
  (t) => [uniqueIndex('sessions_token').on(t.token), index('sessions_account').on(t.accountId), index('sessions_expiry').on(t.expiresAt)],
);

/** An account at a university or ministry by which its owner signs in; none of the provider's tokens are kept. */
export const identities = pgTable(
  'identities',
  {
    id: id(),
    accountId: whose(),
    providerId: text().notNull(),
    issuer: text(),
    providerAccountId: text().notNull(),
    createdAt: dateInstant().notNull().defaultNow(),
    updatedAt: dateInstant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex('identities_provider').on(t.providerId, t.providerAccountId), index('identities_account').on(t.accountId)],
);

/** Links, codes and challenges that are out; hashed, used once, gone when used. */
export const verifications = pgTable(
  'verifications',
  {
    /** The library makes some of them itself, so that only one can be made. */
    id: text()
      .primaryKey()
      .default(sql`uuidv7()::text`),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: dateInstant().notNull(),
    createdAt: dateInstant().notNull().defaultNow(),
    updatedAt: dateInstant().notNull().defaultNow(),
  },
  (t) => [index('verifications_identifier').on(t.identifier), index('verifications_expiry').on(t.expiresAt)],
);

export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    accountId: whose(),
    name: text(),
    publicKey: text().notNull(),
    credentialId: text().notNull(),
    counter: integer().notNull(),
    deviceType: text().notNull(),
    backedUp: boolean().notNull(),
    transports: text(),
    aaguid: text(),
    createdAt: dateInstant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex('passkeys_credential').on(t.credentialId), index('passkeys_account').on(t.accountId)],
);

/** How often a door was knocked at in its present window. The key is a hash: it names nobody. */
export const knocks = pgTable(
  'knocks',
  {
    door: text().notNull(),
    knocker: text().notNull(),
    windowEndsAt: dateInstant().notNull(),
    count: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.door, t.knocker] }), index('knocks_window').on(t.windowEndsAt)],
);
