import { sql } from 'drizzle-orm';
import { boolean, check, date, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';

import { belowMinimumSchema, requestStates, type BelowMinimum, type HostConditions, type RequestState } from '../../domain/request.ts';
import {
  deliveries,
  lineRoles,
  requestKinds,
  volunteerKinds,
  type Delivery,
  type LineRole,
  type RequestKind,
  type VolunteerKind,
} from '../../domain/teaching.ts';
import { accounts } from './accounts.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';
import { counties, stations } from './counties.ts';
import { seasons } from './seasons.ts';
import { subjects } from './subjects.ts';

export const requests = pgTable(
  'requests',
  {
    id: id(),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    stationId: uuid().references(() => stations.id),
    state: text().$type<RequestState>().notNull().default('draft'),
    kind: text().$type<RequestKind>().notNull(),
    delivery: text().$type<Delivery>().notNull(),
    place: text().notNull(),
    startDay: date().notNull(),
    endDay: date().notNull(),
    weeklyHours: integer().notNull(),
    squadMaximum: integer(),
    asksForReturners: boolean().notNull().default(false),
    /** What becomes of it where a line would stay below its minimum. */
    belowMinimum: text().$type<BelowMinimum>().notNull().default('goes_ahead'),
    decisionReason: text(),
    submittedAt: instant(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    unique('requests_season').on(t.id, t.seasonId),
    unique('requests_term').on(t.id, t.seasonId, t.countyCode, t.startDay, t.endDay),
    index('requests_season_state').on(t.seasonId, t.state, t.id),
    index('requests_season_list').on(t.seasonId, t.id),
    // What waits for a decision, in the order of the list.
    index('requests_state').on(t.state, t.id),
    index('requests_county').on(t.countyCode, t.id),
    index('requests_station')
      .on(t.stationId, t.startDay)
      .where(sql`${t.stationId} is not null`),
    oneOf('requests_state', t.state, requestStates),
    oneOf('requests_kind', t.kind, requestKinds),
    oneOf('requests_delivery', t.delivery, deliveries),
    check('requests_days', sql`${t.endDay} >= ${t.startDay}`),
    check('requests_weekly_hours', sql`${t.weeklyHours} between 1 and 60`),
    check('requests_squad_maximum', sql`${t.squadMaximum} > 0`),
    oneOf('requests_below_minimum', t.belowMinimum, belowMinimumSchema.options),
    check('requests_turns', sql`${t.belowMinimum} <> 'turns_to_distance' or ${t.delivery} <> 'distance'`),
  ],
);

/** Every version the county signed; a change adds one and takes none away. */
export const hostConditions = pgTable(
  'host_conditions',
  {
    id: id(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    conditions: jsonb().$type<HostConditions>().notNull(),
    recordedBy: uuid().references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [index('host_conditions_request').on(t.requestId, t.id.desc())],
);

export const lines = pgTable(
  'lines',
  {
    id: id(),
    requestId: uuid().notNull(),
    seasonId: uuid().notNull(),
    position: integer().notNull(),
    subjectCode: text()
      .notNull()
      .references(() => subjects.code),
    level: integer().notNull(),
    role: text().$type<LineRole>().notNull(),
    minimum: integer().notNull(),
    ideal: integer().notNull(),
    maximum: integer().notNull(),
    kinds: text().array().$type<VolunteerKind[]>().notNull().default([]),
    languages: text().array().notNull().default([]),
    minimumAge: integer().notNull().default(18),
    teachingPermit: boolean().notNull().default(false),
    /** Seats taken, kept by the database with each placement; never above the maximum. */
    taken: integer().notNull().default(0),
  },
  (t) => [
    unique('lines_request').on(t.id, t.requestId, t.seasonId),
    foreignKey({
      name: 'lines_of_request',
      columns: [t.requestId, t.seasonId],
      foreignColumns: [requests.id, requests.seasonId],
    }).onDelete('cascade'),
    index('lines_by_request').on(t.requestId, t.position),
    // What a season is still short of, in the order of the list.
    index('lines_short')
      .on(t.seasonId, t.id)
      .where(sql`${t.taken} < ${t.ideal}`),
    oneOf('lines_role', t.role, lineRoles),
    check('lines_kinds', sql`${t.kinds} <@ array[${sql.raw(volunteerKinds.map((k) => `'${k}'`).join(', '))}]::text[]`),
    check('lines_level', sql`${t.level} between 1 and 3`),
    check('lines_seats', sql`0 <= ${t.minimum} and ${t.minimum} <= ${t.ideal} and ${t.ideal} <= ${t.maximum} and ${t.maximum} > 0`),
    check('lines_taken', sql`${t.taken} between 0 and ${t.maximum}`),
  ],
);
