import { boolean, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';

import { applications } from './applications.ts';
import { createdAt, id } from './columns.ts';
import { seasons } from './seasons.ts';

/** Volunteers who go to the same county together. Who has its code may join. */
export const teams = pgTable(
  'teams',
  {
    id: id(),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    code: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('teams_code').on(t.code), unique('teams_season').on(t.id, t.seasonId)],
);

/** An application is in one team at most, of its own season. */
export const teamMembers = pgTable(
  'team_members',
  {
    applicationId: uuid().primaryKey(),
    teamId: uuid().notNull(),
    seasonId: uuid().notNull(),
    /** "Only together"; otherwise "alone is fine". */
    onlyTogether: boolean().notNull(),
  },
  (t) => [
    foreignKey({
      name: 'team_members_application',
      columns: [t.applicationId, t.seasonId],
      foreignColumns: [applications.id, applications.seasonId],
    }),
    foreignKey({ name: 'team_members_team', columns: [t.teamId, t.seasonId], foreignColumns: [teams.id, teams.seasonId] }),
    index('team_members_team').on(t.teamId),
  ],
);
