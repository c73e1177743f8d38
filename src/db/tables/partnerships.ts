import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { accounts } from './accounts.ts';
import { createdAt, id } from './columns.ts';
import { counties } from './counties.ts';

/** A long-term assignment: who stands by which county, since which year. */
export const partnerships = pgTable(
  'partnerships',
  {
    id: id(),
    countyCode: text()
      .notNull()
      .references(() => counties.code),
    partnerZh: text().notNull(),
    partnerEn: text().notNull(),
    sinceYear: integer().notNull(),
    /** The last year of one that has ended. */
    untilYear: integer(),
    agreedZh: text().notNull().default(''),
    agreedEn: text().notNull().default(''),
    sourceZh: text().notNull(),
    sourceEn: text().notNull(),
    madeUp: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    index('partnerships_county').on(t.countyCode),
    uniqueIndex('partnerships_one_a_partner').on(t.countyCode, t.partnerZh, t.sinceYear),
    check('partnerships_years', sql`${t.sinceYear} between 1949 and 2200 and ${t.untilYear} >= ${t.sinceYear}`),
  ],
);

/** What a partnership achieved, as a coordinator writes it down with its day and source. */
export const achievements = pgTable(
  'achievements',
  {
    id: id(),
    partnershipId: uuid()
      .notNull()
      .references(() => partnerships.id, { onDelete: 'cascade' }),
    day: date().notNull(),
    zh: text().notNull(),
    en: text().notNull(),
    sourceZh: text().notNull(),
    sourceEn: text().notNull(),
    writtenBy: uuid().references(() => accounts.id),
    madeUp: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [index('achievements_partnership').on(t.partnershipId, t.day)],
);
