import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

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
    madeUp: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('accounts_email').on(sql`lower(${t.email})`), oneOf('accounts_locale', t.locale, ['zh', 'en'])],
);

export const accountRoles = pgTable(
  'account_roles',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    role: text().$type<Role>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.role] }), oneOf('account_roles_role', t.role, roles)],
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
    bornDay: date().notNull(),
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
