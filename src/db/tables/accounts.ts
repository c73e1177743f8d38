import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';

import { roles, type Locale, type Role } from '../../domain/account.ts';
import { homeRegions, volunteerKinds, type HomeRegion, type VolunteerKind } from '../../domain/teaching.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';
import { counties } from './counties.ts';

export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    locale: text().$type<Locale>().notNull().default('zh'),
    /** Whether the address has been shown to be the person's, by a link, a code or a university's word. */
    emailVerified: boolean().notNull().default(false),
    madeUp: boolean().notNull().default(false),
    /** Nothing more is done with the data of a frozen account, where the law asks that it is kept. */
    frozenAt: instant(),
    /** What was held is gone; the row stays so that the record's counts stay true. */
    erasedAt: instant(),
    /** The account of the same person that this one became part of; whoever signs in here signs in there. */
    mergedInto: uuid().references((): AnyPgColumn => accounts.id),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('accounts_email').on(sql`lower(${t.email})`),
    // Whoever signs in is looked for as their address is written.
    index('accounts_email_as_written').on(t.email),
    index('accounts_name').on(t.name, t.id),
    index('accounts_merged_into')
      .on(t.mergedInto)
      .where(sql`${t.mergedInto} is not null`),
    oneOf('accounts_locale', t.locale, ['zh', 'en']),
  ],
);

export const accountRoles = pgTable(
  'account_roles',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    role: text().$type<Role>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.role] }),
    index('account_roles_holders').on(t.role, t.accountId),
    oneOf('account_roles_role', t.role, roles),
  ],
);

/** Counties an officer answers for. */
export const accountCounties = pgTable(
  'account_counties',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.countyCode] }), index('account_counties_county').on(t.countyCode)],
);

export const volunteers = pgTable(
  'volunteers',
  {
    accountId: uuid()
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    kind: text().$type<VolunteerKind>().notNull(),
    homeInstitution: text().notNull(),
    homeRegion: text().$type<HomeRegion>().notNull(),
    timeZone: text().notNull(),
    /** Unknown of some people of the past, who have no profile to apply with. */
    bornDay: date(),
    languages: text().array().notNull(),
  },
  (t) => [
    oneOf('volunteers_kind', t.kind, volunteerKinds),
    oneOf('volunteers_home_region', t.homeRegion, homeRegions),
    check('volunteers_languages', sql`cardinality(${t.languages}) > 0`),
  ],
);

/** Bearer tokens of programs. Only the hash is kept, so a copy of the table opens nothing. */
export const tokens = pgTable(
  'tokens',
  {
    id: id(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    sha256: bytea().notNull(),
    label: text().notNull(),
    /** What it may be used for, by the names of the permissions; null for all that its owner may. */
    scopes: text().array(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
  },
  (t) => [uniqueIndex('tokens_sha256').on(t.sha256), index('tokens_account').on(t.accountId)],
);

/** Pairs that must not meet, barred by either side; a placement of such a pair is refused by the database. */
export const barredPairs = pgTable(
  'barred_pairs',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    barredBy: text().$type<'volunteer' | 'county'>().notNull(),
    reason: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.countyCode, t.barredBy] }),
    oneOf('barred_pairs_barred_by', t.barredBy, ['volunteer', 'county']),
  ],
);
