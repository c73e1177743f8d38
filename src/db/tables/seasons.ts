import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

import { clearanceKinds, type ClearanceKind } from '../../domain/clearance.ts';
import { seasonStates, type SeasonState } from '../../domain/season.ts';
import { deliveries, type Delivery } from '../../domain/teaching.ts';
import { createdAt, id, oneOf } from './columns.ts';

export const seasons = pgTable(
  'seasons',
  {
    id: id(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    state: text().$type<SeasonState>().notNull().default('planned'),
    timeZone: text().notNull().default('Asia/Shanghai'),
    applicationsOpenDay: date().notNull(),
    applicationsCloseDay: date().notNull(),
    requestsOpenDay: date().notNull(),
    requestsCloseDay: date().notNull(),
    matchDay: date().notNull(),
    replyHours: integer().notNull(),
    teachingStartDay: date().notNull(),
    teachingEndDay: date().notNull(),
    /** The lottery: the seed stays here until its result is public; its hash is public from the start. */
    lotterySeed: text().notNull(),
    lotterySeedSha256: text().notNull(),
    madeUp: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    index('seasons_state').on(t.state),
    oneOf('seasons_state', t.state, seasonStates),
    check('seasons_applications', sql`${t.applicationsCloseDay} >= ${t.applicationsOpenDay}`),
    check('seasons_requests', sql`${t.requestsCloseDay} >= ${t.requestsOpenDay}`),
    check(
      'seasons_match',
      sql`${t.matchDay} >= ${t.applicationsCloseDay} and ${t.matchDay} >= ${t.requestsCloseDay} and ${t.teachingStartDay} >= ${t.matchDay}`,
    ),
    check('seasons_teaching', sql`${t.teachingEndDay} >= ${t.teachingStartDay}`),
    check('seasons_reply_hours', sql`${t.replyHours} > 0`),
    check('seasons_lottery', sql`${t.lotterySeedSha256} = encode(sha256(decode(${t.lotterySeed}, 'hex')), 'hex')`),
  ],
);

/** The checks a season asks of each delivery. */
export const seasonChecks = pgTable(
  'season_checks',
  {
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id, { onDelete: 'cascade' }),
    delivery: text().$type<Delivery>().notNull(),
    kind: text().$type<ClearanceKind>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.seasonId, t.delivery, t.kind] }),
    oneOf('season_checks_delivery', t.delivery, deliveries),
    oneOf('season_checks_kind', t.kind, clearanceKinds),
  ],
);
