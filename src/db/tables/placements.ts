import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, integer, pgTable, text, unique, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';

import { earlyEndKinds, placementStates, type PlacementState } from '../../domain/placement.ts';
import { applications } from './applications.ts';
import { createdAt, daterange, id, instant, oneOf } from './columns.ts';
import { lines, requests } from './requests.ts';
import { runs } from './runs.ts';

/**
 * One application in one line. Season, person and term stand here too, tied to their sources by foreign keys, so that
 * the database can hold "one season" and "no overlap" by itself.
 */
export const placements = pgTable(
  'placements',
  {
    id: id(),
    applicationId: uuid().notNull(),
    accountId: uuid().notNull(),
    seasonId: uuid().notNull(),
    lineId: uuid().notNull(),
    requestId: uuid().notNull(),
    countyCode: text().notNull(),
    startDay: date().notNull(),
    endDay: date().notNull(),
    term: daterange()
      .notNull()
      .generatedAlwaysAs(sql`daterange(start_day, end_day, '[]')`),
    /** The volunteer's own first and last day, where they were agreed; null where they are the placement's. */
    firstDay: date(),
    lastDay: date(),
    /** The days on which the volunteer is there. */
    served: daterange()
      .notNull()
      .generatedAlwaysAs(sql`daterange(coalesce(first_day, start_day), coalesce(last_day, end_day), '[]')`),
    state: text().$type<PlacementState>().notNull().default('proposed'),
    /** The run that made it; null when it was made by hand. */
    runId: uuid().references(() => runs.id),
    rank: integer(),
    replyByAt: instant(),
    /** When the volunteer asked for longer, which is given once. */
    extendedAt: instant(),
    /** When the volunteer is due a reminder of the deadline; null once it was written, or where there is none. */
    remindAt: instant(),
    /** The placement whose seat fell free and is offered again with this one. */
    replacesId: uuid().references((): AnyPgColumn => placements.id),
    endKind: text().$type<(typeof earlyEndKinds)[number]>(),
    /** When both sides were asked for their feedback. */
    feedbackAskedAt: instant(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    unique('placements_whose').on(t.id, t.accountId),
    foreignKey({
      name: 'placements_application',
      columns: [t.applicationId, t.seasonId, t.accountId],
      foreignColumns: [applications.id, applications.seasonId, applications.accountId],
    }),
    foreignKey({
      name: 'placements_line',
      columns: [t.lineId, t.requestId, t.seasonId],
      foreignColumns: [lines.id, lines.requestId, lines.seasonId],
    }),
    foreignKey({
      name: 'placements_term',
      columns: [t.requestId, t.seasonId, t.countyCode, t.startDay, t.endDay],
      foreignColumns: [requests.id, requests.seasonId, requests.countyCode, requests.startDay, requests.endDay],
    }).onUpdate('cascade'),
    uniqueIndex('placements_live_pair')
      .on(t.applicationId, t.lineId)
      .where(sql`${t.state} in ('proposed', 'offered', 'accepted', 'started', 'completed')`),
    index('placements_application').on(t.applicationId, t.id),
    index('placements_line_state').on(t.lineId, t.state),
    index('placements_request').on(t.requestId, t.id),
    index('placements_account').on(t.accountId, t.id),
    index('placements_county').on(t.countyCode, t.id),
    // The order in which a county sees its guests.
    index('placements_guests').on(t.countyCode, sql`lower(${t.served})`, t.id),
    index('placements_season_state').on(t.seasonId, t.state, t.id),
    index('placements_season').on(t.seasonId, t.id),
    index('placements_state').on(t.state, t.id),
    index('placements_start').on(t.startDay, t.id),
    index('placements_due')
      .on(t.replyByAt)
      .where(sql`${t.state} = 'offered'`),
    index('placements_to_remind')
      .on(t.remindAt)
      .where(sql`${t.state} = 'offered'`),
    index('placements_feedback_to_ask')
      .on(t.endDay)
      .where(sql`${t.feedbackAskedAt} is null and ${t.state} in ('started', 'completed', 'ended_early')`),
    // A seat that fell free is offered again once; whoever takes it over may free it again.
    uniqueIndex('placements_replaced_once').on(t.replacesId),
    oneOf('placements_state', t.state, placementStates),
    oneOf('placements_end_kind', t.endKind, earlyEndKinds),
    check('placements_offered', sql`${t.state} <> 'offered' or ${t.replyByAt} is not null`),
    check('placements_own_first_day', sql`${t.firstDay} between ${t.startDay} and ${t.endDay}`),
    check('placements_own_last_day', sql`${t.lastDay} between coalesce(${t.firstDay}, ${t.startDay}) and ${t.endDay}`),
    check('placements_ended_early', sql`(${t.state} = 'ended_early') = (${t.endKind} is not null)`),
  ],
);
