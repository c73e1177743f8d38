import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, text } from 'drizzle-orm/pg-core';

import { stationLinks } from '../../domain/station.ts';
import { createdAt, id, oneOf } from './columns.ts';

export const provinces = pgTable(
  'provinces',
  {
    code: text().primaryKey(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    /** Most placements a season in the province; null where nothing limits them. */
    quota: integer(),
  },
  (t) => [check('provinces_code', sql`${t.code} ~ '^[1-9][0-9]0000$'`), check('provinces_quota', sql`${t.quota} >= 0`)],
);

/** Every county-level division. Only those with a need tier are partners and may ask for teachers. */
export const counties = pgTable(
  'counties',
  {
    code: text().primaryKey(),
    provinceCode: text()
      .notNull()
      .references(() => provinces.code),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    tier: integer(),
    partnerSinceDay: date(),
    beds: integer(),
    /** Whether tier, beds and partnership are demonstration data. */
    madeUp: boolean().notNull().default(false),
  },
  (t) => [
    index('counties_province').on(t.provinceCode),
    index('counties_partners')
      .on(t.code)
      .where(sql`${t.tier} is not null`),
    check('counties_code', sql`${t.code} ~ '^[1-9][0-9]{5}$'`),
    check('counties_province_code', sql`left(${t.code}, 2) = left(${t.provinceCode}, 2)`),
    check('counties_tier', sql`${t.tier} between 1 and 3`),
    check('counties_beds', sql`${t.beds} >= 0`),
    check('counties_partner', sql`(${t.tier} is null) = (${t.partnerSinceDay} is null)`),
  ],
);

export const stations = pgTable(
  'stations',
  {
    id: id(),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    rooms: integer().notNull(),
    seats: integer().notNull(),
    link: text().$type<(typeof stationLinks)[number]>().notNull(),
    openedDay: date().notNull(),
    closedDay: date(),
    madeUp: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    index('stations_county').on(t.countyCode),
    oneOf('stations_link', t.link, stationLinks),
    check('stations_rooms', sql`${t.rooms} > 0`),
    check('stations_seats', sql`${t.seats} > 0`),
    check('stations_days', sql`${t.closedDay} >= ${t.openedDay}`),
  ],
);
