import { sql } from 'drizzle-orm';
import { check, date, doublePrecision, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';

import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant } from './columns.ts';
import { counties, stations } from './counties.ts';

/** The rooms of a station. How many it has, and their seats in all, follow from these. */
export const stationRooms = pgTable(
  'station_rooms',
  {
    stationId: uuid()
      .notNull()
      .references(() => stations.id),
    position: integer().notNull(),
    name: text().notNull(),
    seats: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: 'station_rooms_pk', columns: [t.stationId, t.position] }),
    unique('station_rooms_name').on(t.stationId, t.name),
    check('station_rooms_seats', sql`${t.seats} > 0`),
  ],
);

/** How fast the link of a station was, day by day; only ever added to. */
export const bandwidthTests = pgTable(
  'bandwidth_tests',
  {
    id: id(),
    stationId: uuid()
      .notNull()
      .references(() => stations.id),
    testedDay: date().notNull(),
    downMbps: doublePrecision().notNull(),
    upMbps: doublePrecision().notNull(),
    latencyMs: integer().notNull(),
    recordedBy: uuid().references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [
    index('bandwidth_tests_station').on(t.stationId, t.testedDay.desc(), t.id.desc()),
    check('bandwidth_tests_figures', sql`least(${t.downMbps}, ${t.upMbps}, ${t.latencyMs}) >= 0`),
  ],
);

/** Whom the programme calls about a station, encrypted; the county confirms it once a year. */
export const stationLiaisons = pgTable(
  'station_liaisons',
  {
    stationId: uuid()
      .primaryKey()
      .references(() => stations.id),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    sealedLiaison: bytea().notNull(),
    confirmedDay: date().notNull(),
    confirmedBy: uuid().references(() => accounts.id),
    /** When the county was reminded to confirm it; null until then, and after each confirmation. */
    remindedAt: instant(),
  },
  (t) => [
    index('station_liaisons_county').on(t.countyCode),
    index('station_liaisons_due')
      .on(t.confirmedDay)
      .where(sql`${t.remindedAt} is null`),
  ],
);

/** The latest session of a station, kept by the database with each lesson and each report of attendance. */
export const stationSessions = pgTable('station_sessions', {
  stationId: uuid()
    .primaryKey()
    .references(() => stations.id),
  lastLessonAt: instant(),
  lastTrainingDay: date(),
});
