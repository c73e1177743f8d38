import { pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant } from './columns.ts';
import { counties } from './counties.ts';

/**
 * A secret address at which a calendar program reads somebody's dates, or those of a county they answer for. Only the hash of its key is
 * kept; a new key takes the place of the old.
 */
export const calendarAddresses = pgTable(
  'calendar_addresses',
  {
    id: id(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Null where it is the person's own. */
    countyCode: text().references(() => counties.code),
    keySha256: bytea().notNull(),
    createdAt: createdAt(),
    /** When a program last asked, to the quarter of an hour. */
    lastReadAt: instant(),
  },
  (t) => [
    uniqueIndex('calendar_addresses_key').on(t.keySha256),
    unique('calendar_addresses_one').on(t.accountId, t.countyCode).nullsNotDistinct(),
  ],
);
