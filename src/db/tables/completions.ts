import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { lessonModes, type LessonMode } from '../../domain/completion.ts';
import {
  deliveries,
  homeRegions,
  lineRoles,
  requestKinds,
  volunteerKinds,
  type Delivery,
  type HomeRegion,
  type LineRole,
  type RequestKind,
  type VolunteerKind,
} from '../../domain/teaching.ts';
import { accounts } from './accounts.ts';
import { createdAt, id, instant, oneOf, tstzrange } from './columns.ts';
import { counties, provinces } from './counties.ts';
import { placements } from './placements.ts';
import { seasons } from './seasons.ts';
import { subjects } from './subjects.ts';

/** A lesson taught. One person is never in two at once, whatever the placement. */
export const lessons = pgTable(
  'lessons',
  {
    id: id(),
    placementId: uuid().notNull(),
    accountId: uuid().notNull(),
    during: tstzrange().notNull(),
    subjectCode: text()
      .notNull()
      .references(() => subjects.code),
    learners: integer().notNull(),
    note: text().notNull().default(''),
    className: text().notNull().default(''),
    /** How it was held; null of lessons from before it was asked. */
    mode: text().$type<LessonMode>(),
    adultPresent: text().notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: 'lessons_placement',
      columns: [t.placementId, t.accountId],
      foreignColumns: [placements.id, placements.accountId],
    }),
    index('lessons_by_placement').on(t.placementId, t.id),
    check('lessons_during', sql`not isempty(${t.during}) and not lower_inf(${t.during}) and not upper_inf(${t.during})`),
    check('lessons_learners', sql`${t.learners} >= 0`),
    oneOf('lessons_mode', t.mode, lessonModes),
  ],
);

export const reports = pgTable(
  'reports',
  {
    placementId: uuid()
      .primaryKey()
      .references(() => placements.id),
    daysServed: integer().notNull(),
    text: text().notNull(),
    submittedAt: instant().notNull(),
  },
  (t) => [check('reports_days_served', sql`${t.daysServed} > 0`)],
);

/** The county's countersignature. */
export const confirmations = pgTable(
  'confirmations',
  {
    placementId: uuid()
      .primaryKey()
      .references(() => placements.id),
    daysServed: integer().notNull(),
    signedBy: text().notNull(),
    comment: text().notNull().default(''),
    confirmedBy: uuid().references(() => accounts.id),
    confirmedAt: instant().notNull(),
  },
  (t) => [check('confirmations_days_served', sql`${t.daysServed} > 0`)],
);

/** The record of a finished placement. What it counts under is written down with it, as it was on that day. */
export const completions = pgTable(
  'completions',
  {
    placementId: uuid()
      .primaryKey()
      .references(() => placements.id),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    provinceCode: text()
      .notNull()
      .references(() => provinces.code),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    subjectCode: text()
      .notNull()
      .references(() => subjects.code),
    delivery: text().$type<Delivery>().notNull(),
    volunteerKind: text().$type<VolunteerKind>().notNull(),
    homeRegion: text().$type<HomeRegion>().notNull(),
    /** What it counts under besides, filled in by the database (`write_down`); null where it was not known on that day. */
    year: integer(),
    tier: integer(),
    requestKind: text().$type<RequestKind>(),
    institution: text(),
    firstTimer: boolean(),
    role: text().$type<LineRole>(),
    daysServed: integer().notNull(),
    lessonsHeld: integer().notNull(),
    minutesTaught: integer().notNull(),
    learners: integer().notNull(),
    completedAt: instant().notNull(),
    madeUp: boolean().notNull().default(false),
  },
  (t) => [
    index('completions_account').on(t.accountId),
    index('completions_season').on(t.seasonId, t.countyCode),
    index('completions_county').on(t.countyCode),
    oneOf('completions_delivery', t.delivery, deliveries),
    oneOf('completions_volunteer_kind', t.volunteerKind, volunteerKinds),
    oneOf('completions_home_region', t.homeRegion, homeRegions),
    oneOf('completions_request_kind', t.requestKind, requestKinds),
    oneOf('completions_role', t.role, lineRoles),
    check('completions_tier', sql`${t.tier} between 1 and 3`),
    check('completions_days_served', sql`${t.daysServed} > 0`),
    check('completions_counts', sql`${t.lessonsHeld} >= 0 and ${t.minutesTaught} >= 0 and ${t.learners} >= 0`),
  ],
);

/** Figures with their source that stand for years before the records begin. Never spread over years or counties. */
export const reportedTotals = pgTable(
  'reported_totals',
  {
    code: text().primaryKey(),
    topic: text().$type<'volunteers' | 'stations' | 'provinces' | 'people_trained'>().notNull(),
    labelZh: text().notNull(),
    labelEn: text().notNull(),
    figure: bigint({ mode: 'number' }).notNull(),
    /** Whether the source says "more than". */
    atLeast: boolean().notNull(),
    fromYear: integer(),
    toYear: integer(),
    sourceZh: text().notNull(),
    sourceEn: text().notNull(),
    position: integer().notNull(),
    recordedDay: date().notNull(),
  },
  (t) => [
    oneOf('reported_totals_topic', t.topic, ['volunteers', 'stations', 'provinces', 'people_trained']),
    check('reported_totals_figure', sql`${t.figure} >= 0`),
    check('reported_totals_years', sql`${t.toYear} >= ${t.fromYear}`),
  ],
);
