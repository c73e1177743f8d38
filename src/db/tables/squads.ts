import { sql } from 'drizzle-orm';
import { boolean, check, date, foreignKey, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { cancelReasons, dayOutcomes, type CancelReason, type DayOutcome } from '../../domain/squad.ts';
import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';
import { placements } from './placements.ts';
import { requests } from './requests.ts';

/** What a squad said of one day. A correction is a further version; the highest one holds. */
export const dayReports = pgTable(
  'day_reports',
  {
    id: id(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    day: date().notNull(),
    version: integer().notNull(),
    outcome: text().$type<DayOutcome>().notNull(),
    cancelReason: text().$type<CancelReason>(),
    learners: integer().notNull(),
    everybodyWell: boolean().notNull(),
    hadIncident: boolean().notNull(),
    note: text().notNull(),
    /** Null where it came by the squad's link: whoever held it is not known. */
    reportedBy: uuid().references(() => accounts.id),
    reportedAt: instant().notNull(),
    /** Of whoever sent it, so that what is sent again counts once. */
    key: uuid().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('day_reports_version').on(t.requestId, t.day, t.version),
    unique('day_reports_key').on(t.requestId, t.key),
    index('day_reports_day').on(t.day, t.requestId),
    index('day_reports_reported_by').on(t.reportedBy),
    oneOf('day_reports_outcome', t.outcome, dayOutcomes),
    oneOf('day_reports_cancel_reason', t.cancelReason, cancelReasons),
    check('day_reports_why', sql`(${t.outcome} = 'cancelled') = (${t.cancelReason} is not null)`),
    check('day_reports_learners', sql`${t.learners} >= 0`),
    check('day_reports_first', sql`${t.version} > 0`),
  ],
);

/** The link by which a squad reports without signing in. Only the hash of its key is kept; a new key takes the place of the old. */
export const reportLinks = pgTable(
  'report_links',
  {
    requestId: uuid()
      .primaryKey()
      .references(() => requests.id),
    keySha256: bytea().notNull(),
    madeBy: uuid()
      .notNull()
      .references(() => accounts.id),
    madeAt: instant().notNull(),
  },
  (t) => [uniqueIndex('report_links_key').on(t.keySha256)],
);

/** Whom a coordinator named captain, where no line asks for one. */
export const squadCaptains = pgTable('squad_captains', {
  requestId: uuid()
    .primaryKey()
    .references(() => requests.id),
  placementId: uuid()
    .notNull()
    .references(() => placements.id),
  namedBy: uuid()
    .notNull()
    .references(() => accounts.id),
  namedAt: instant().notNull(),
});

/** By what a member lets the others of their squad reach them: there only where they agreed to it, gone when they take it back. */
export const squadContacts = pgTable(
  'squad_contacts',
  {
    placementId: uuid().primaryKey(),
    accountId: uuid().notNull(),
    sharesEmail: boolean().notNull(),
    sealedPhone: bytea(),
    sealedWechatId: bytea(),
    agreedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({
      name: 'squad_contacts_whose',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }),
    index('squad_contacts_account').on(t.accountId),
  ],
);

/** Whom to call if something happens to a member of a squad: name, relation and telephone, encrypted together. */
export const emergencyContacts = pgTable(
  'emergency_contacts',
  {
    placementId: uuid().primaryKey(),
    accountId: uuid().notNull(),
    sealedContact: bytea().notNull(),
    givenAt: instant().notNull(),
  },
  (t) => [
    foreignKey({
      name: 'emergency_contacts_whose',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }),
    index('emergency_contacts_account').on(t.accountId),
  ],
);
