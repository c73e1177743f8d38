import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';

import { applications } from './applications.ts';
import { instant } from './columns.ts';
import { events } from './events.ts';
import { lines } from './requests.ts';

/** How far the alternates of a line are: whether a coordinator holds them, and when they were last asked for in vain. */
export const lineAlternates = pgTable('line_alternates', {
  lineId: uuid()
    .primaryKey()
    .references(() => lines.id, { onDelete: 'cascade' }),
  /** Where a coordinator holds them: the event that says who, when and why. */
  heldByEventId: uuid().references(() => events.id),
  /** When nobody could be offered the free seat. */
  lookedAt: instant(),
});

/** Alternates that a coordinator passed over in one line, each with the event that says why. */
export const skippedAlternates = pgTable(
  'skipped_alternates',
  {
    lineId: uuid()
      .notNull()
      .references(() => lines.id, { onDelete: 'cascade' }),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    eventId: uuid()
      .notNull()
      .references(() => events.id),
  },
  (t) => [primaryKey({ columns: [t.lineId, t.applicationId] }), index('skipped_alternates_application').on(t.applicationId)],
);
