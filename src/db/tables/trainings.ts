import { sql } from 'drizzle-orm';
import { boolean, check, date, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';

import {
  trainingDeliveries,
  trainingKinds,
  trainingStates,
  type Heads,
  type SessionHeads,
  type TrainingDelivery,
  type TrainingKind,
  type TrainingState,
} from '../../domain/training.ts';
import { accounts } from './accounts.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';
import { counties, provinces, stations } from './counties.ts';

/** A short course, a visiting-scholar stay or a certificate programme, given at one place and received at many stations. */
export const trainings = pgTable(
  'trainings',
  {
    id: id(),
    state: text().$type<TrainingState>().notNull().default('planned'),
    kind: text().$type<TrainingKind>().notNull(),
    delivery: text().$type<TrainingDelivery>().notNull(),
    titleZh: text().notNull(),
    titleEn: text().notNull(),
    originZh: text().notNull(),
    originEn: text().notNull(),
    hours: integer().notNull(),
    startDay: date().notNull(),
    endDay: date().notNull(),
    sessionDays: date().array().notNull(),
    /** Why it was cancelled, or reopened. */
    reason: text(),
    madeUp: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    index('trainings_days').on(t.startDay.desc(), t.id.desc()),
    oneOf('trainings_state', t.state, trainingStates),
    oneOf('trainings_kind', t.kind, trainingKinds),
    oneOf('trainings_delivery', t.delivery, trainingDeliveries),
    check('trainings_order', sql`${t.endDay} >= ${t.startDay}`),
    check('trainings_hours', sql`${t.hours} > 0`),
    check(
      'trainings_sessions',
      sql`cardinality(${t.sessionDays}) > 0 and ${t.startDay} <= all(${t.sessionDays}) and ${t.endDay} >= all(${t.sessionDays})`,
    ),
  ],
);

/** A training at a station: who is expected, and how many came by its newest report. */
export const receptions = pgTable(
  'training_receptions',
  {
    id: id(),
    trainingId: uuid()
      .notNull()
      .references(() => trainings.id),
    stationId: uuid()
      .notNull()
      .references(() => stations.id),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    provinceCode: text()
      .notNull()
      .references(() => provinces.code),
    /** Heads by group that the county enrolled; null until it did. */
    expected: jsonb().$type<Heads>(),
    /** People of each group, as the newest report has them. */
    cadres: integer().notNull().default(0),
    officials: integer().notNull().default(0),
    primaryTeachers: integer().notNull().default(0),
    secondaryTeachers: integer().notNull().default(0),
    students: integer().notNull().default(0),
    /** Heads of all sessions. */
    attendances: integer().notNull().default(0),
    /** The last day on which anybody came. */
    lastSessionDay: date(),
    certificates: integer(),
    reports: integer().notNull().default(0),
    reportedAt: instant(),
    people: integer().generatedAlwaysAs(sql`cadres + officials + primary_teachers + secondary_teachers + students`),
  },
  (t) => [
    unique('training_receptions_once').on(t.trainingId, t.stationId),
    index('training_receptions_training').on(t.trainingId, t.id),
    index('training_receptions_county').on(t.countyCode, t.id),
    index('training_receptions_station').on(t.stationId, t.id),
    check('training_receptions_reported', sql`(${t.reports} > 0) = (${t.reportedAt} is not null)`),
  ],
);

/** What a station said of a training; a correction is a further report with its reason. */
export const trainingReports = pgTable(
  'training_reports',
  {
    id: id(),
    receptionId: uuid().notNull(),
    number: integer().notNull(),
    sessions: jsonb().$type<SessionHeads[]>().notNull(),
    certificates: integer(),
    reason: text(),
    reportedBy: uuid().references(() => accounts.id),
    reportedAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'training_reports_reception', columns: [t.receptionId], foreignColumns: [receptions.id] }),
    unique('training_reports_number').on(t.receptionId, t.number),
    check('training_reports_corrected', sql`(${t.number} > 1) = (${t.reason} is not null)`),
    check('training_reports_certificates', sql`${t.certificates} >= 0`),
  ],
);
