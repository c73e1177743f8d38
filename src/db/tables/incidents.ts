import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { incidentKinds, incidentStates, type IncidentKind, type IncidentState } from '../../domain/incident.ts';
import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';
import { counties } from './counties.ts';
import { placements } from './placements.ts';

/** Something that must not happen to a learner or a volunteer, and what was done about it. What is told is encrypted. */
export const incidents = pgTable(
  'incidents',
  {
    id: id(),
    kind: text().$type<IncidentKind>().notNull(),
    state: text().$type<IncidentState>().notNull().default('open'),
    placementId: uuid().references(() => placements.id),
    countyCode: text().references(() => counties.code),
    happenedAt: instant().notNull(),
    sealedAccount: bytea().notNull(),
    raisedBy: uuid()
      .notNull()
      .references(() => accounts.id),
    raisedAt: instant().notNull(),
    /** By when somebody must have acted. */
    actByAt: instant().notNull(),
    actedBy: uuid().references(() => accounts.id),
    actedAt: instant(),
    sealedAction: bytea(),
    closedBy: uuid().references(() => accounts.id),
    closedAt: instant(),
    sealedOutcome: bytea(),
    createdAt: createdAt(),
  },
  (t) => [
    index('incidents_due')
      .on(t.actByAt)
      .where(sql`${t.state} = 'open'`),
    index('incidents_state').on(t.state, t.id),
    index('incidents_raised_by').on(t.raisedBy),
    oneOf('incidents_kind', t.kind, incidentKinds),
    oneOf('incidents_state', t.state, incidentStates),
    check('incidents_acted', sql`(${t.state} = 'open') = (${t.actedAt} is null)`),
    check('incidents_closed', sql`(${t.state} = 'closed') = (${t.closedAt} is not null)`),
  ],
);
