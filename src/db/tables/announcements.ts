import { check, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

import type { Audience } from '../../domain/announcement.ts';
import { accounts } from './accounts.ts';
import { createdAt, id, instant } from './columns.ts';
import { seasons } from './seasons.ts';

/** What a coordinator writes to many people of a season, in both languages; a draft until it is sent, once. */
export const announcements = pgTable(
  'announcements',
  {
    id: id(),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    audience: jsonb().$type<Audience>().notNull(),
    subjectZh: text().notNull(),
    subjectEn: text().notNull(),
    bodyZh: text().notNull(),
    bodyEn: text().notNull(),
    writtenBy: uuid()
      .notNull()
      .references(() => accounts.id),
    writtenAt: createdAt(),
    sentAt: instant(),
    /** How many got it, and how many were left out since their account is frozen or gone. */
    recipients: integer(),
    leftOut: integer(),
  },
  (t) => [check('announcements_sent', sql`num_nulls(${t.sentAt}, ${t.recipients}, ${t.leftOut}) in (0, 3)`)],
);
