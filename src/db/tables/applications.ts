import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { applicationStates, choiceScopes, type ApplicationState } from '../../domain/application.ts';
import { deliveries, type Delivery } from '../../domain/teaching.ts';
import { accounts } from './accounts.ts';
import { createdAt, daterange, id, instant, oneOf } from './columns.ts';
import { counties, provinces } from './counties.ts';
import { requests } from './requests.ts';
import { seasons } from './seasons.ts';
import { subjects } from './subjects.ts';

export const applications = pgTable(
  'applications',
  {
    id: id(),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    state: text().$type<ApplicationState>().notNull().default('draft'),
    scope: text().$type<(typeof choiceScopes)[number]>().notNull().default('anywhere_after'),
    deliveries: text().array().$type<Delivery[]>().notNull().default([]),
    statement: text().notNull().default(''),
    mostPlacements: integer().notNull().default(1),
    /** Why it was returned or rejected, for the volunteer to read. */
    decisionReason: text(),
    submittedAt: instant(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    unique('applications_whose').on(t.id, t.seasonId, t.accountId),
    unique('applications_season').on(t.id, t.seasonId),
    uniqueIndex('applications_one_a_season')
      .on(t.accountId, t.seasonId)
      .where(sql`${t.state} <> 'withdrawn'`),
    index('applications_season_state').on(t.seasonId, t.state, t.id),
    index('applications_season_list').on(t.seasonId, t.id),
    index('applications_state').on(t.state, t.id),
    index('applications_account').on(t.accountId, t.id),
    oneOf('applications_state', t.state, applicationStates),
    oneOf('applications_scope', t.scope, choiceScopes),
    check('applications_most_placements', sql`${t.mostPlacements} between 1 and 6`),
    check('applications_deliveries', sql`${t.deliveries} <@ array[${sql.raw(deliveries.map((d) => `'${d}'`).join(', '))}]::text[]`),
  ],
);

const whichApplication = () =>
  uuid()
    .notNull()
    .references(() => applications.id, { onDelete: 'cascade' });

export const applicationSubjects = pgTable(
  'application_subjects',
  {
    applicationId: whichApplication(),
    subjectCode: text()
      .notNull()
      .references(() => subjects.code),
    level: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.subjectCode] }), check('application_subjects_level', sql`${t.level} between 1 and 3`)],
);

export const applicationWindows = pgTable(
  'application_windows',
  {
    applicationId: whichApplication(),
    position: integer().notNull(),
    days: daterange().notNull(),
    weeklyHours: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.position] }),
    check('application_windows_days', sql`not isempty(${t.days}) and not lower_inf(${t.days}) and not upper_inf(${t.days})`),
    check('application_windows_weekly_hours', sql`${t.weeklyHours} between 1 and 60`),
  ],
);

/** The ranking; equal ranks are ties, and rank 0 means "never". */
export const applicationChoices = pgTable(
  'application_choices',
  {
    applicationId: whichApplication(),
    seasonId: uuid().notNull(),
    position: integer().notNull(),
    rank: integer().notNull(),
    requestId: uuid(),
    countyCode: text().references(() => counties.code),
    provinceCode: text().references(() => provinces.code),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.position] }),
    foreignKey({
      name: 'application_choices_application',
      columns: [t.applicationId, t.seasonId],
      foreignColumns: [applications.id, applications.seasonId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'application_choices_request',
      columns: [t.requestId, t.seasonId],
      foreignColumns: [requests.id, requests.seasonId],
    }),
    unique('application_choices_target').on(t.applicationId, t.requestId, t.countyCode, t.provinceCode).nullsNotDistinct(),
    index('application_choices_by_request').on(t.requestId),
    check('application_choices_one_target', sql`num_nonnulls(${t.requestId}, ${t.countyCode}, ${t.provinceCode}) = 1`),
    check('application_choices_rank', sql`${t.rank} between 0 and 50`),
  ],
);
