import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const subjects = pgTable('subjects', {
  code: text().primaryKey(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  position: integer().notNull(),
});
