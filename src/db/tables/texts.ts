import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

import { textKinds, type TextKind } from '../../domain/consent.ts';
import { accounts } from './accounts.ts';
import { createdAt, id, instant, oneOf } from './columns.ts';

/** What people are asked to agree to, word for word, version after version; what was shown once stays as it was. */
export const texts = pgTable(
  'texts',
  {
    kind: text().$type<TextKind>().notNull(),
    version: integer().notNull(),
    zh: text().notNull(),
    en: text().notNull(),
    publishedAt: instant().notNull(),
    publishedBy: uuid().references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.version] }),
    oneOf('texts_kind', t.kind, textKinds),
    check('texts_version', sql`${t.version} > 0`),
  ],
);

/** Who agreed to which version of which text, when, and when they took it back. */
export const consents = pgTable(
  'consents',
  {
    id: id(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    kind: text().$type<TextKind>().notNull(),
    version: integer().notNull(),
    givenAt: instant().notNull(),
    withdrawnAt: instant(),
  },
  (t) => [index('consents_account').on(t.accountId, t.kind, t.version), oneOf('consents_kind', t.kind, textKinds)],
);
