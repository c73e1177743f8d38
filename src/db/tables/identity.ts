import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { documentTypes, type DocumentType } from '../../domain/identity.ts';
import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';

/** A person's identity document. The number is encrypted; its keyed hash finds it again without reading it. */
export const identityDocuments = pgTable(
  'identity_documents',
  {
    accountId: uuid()
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    documentType: text().$type<DocumentType>().notNull(),
    sealedNumber: bytea().notNull(),
    numberHash: text().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [index('identity_documents_hash').on(t.numberHash), oneOf('identity_documents_type', t.documentType, documentTypes)],
);

/** What a person says of their health that hosting must know; encrypted. */
export const healthNotes = pgTable('health_notes', {
  accountId: uuid()
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  sealedText: bytea().notNull(),
  updatedAt: instant().notNull(),
});

/** Somebody who may not teach here. Kept by the hash of the number and by name, with the reason encrypted. */
export const barredPeople = pgTable(
  'barred_people',
  {
    id: id(),
    name: text().notNull(),
    numberHash: text(),
    sealedReason: bytea().notNull(),
    addedBy: uuid()
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
    liftedAt: instant(),
  },
  (t) => [index('barred_people_hash').on(t.numberHash)],
);

/** A private look at whether an applicant is somebody who is barred. The applicant does not hear of it. */
export const barredReviews = pgTable(
  'barred_reviews',
  {
    id: id(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    barredPersonId: uuid()
      .notNull()
      .references(() => barredPeople.id),
    matchedBy: text().$type<'number' | 'name'>().notNull(),
    similarity: real().notNull(),
    state: text().$type<'open' | 'confirmed' | 'dismissed'>().notNull().default('open'),
    decidedBy: uuid().references(() => accounts.id),
    decidedAt: instant(),
    sealedReason: bytea(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('barred_reviews_pair').on(t.accountId, t.barredPersonId, t.matchedBy),
    index('barred_reviews_state').on(t.state, t.id),
    oneOf('barred_reviews_state', t.state, ['open', 'confirmed', 'dismissed']),
    oneOf('barred_reviews_matched_by', t.matchedBy, ['number', 'name']),
    check('barred_reviews_decided', sql`(${t.state} = 'open') = (${t.decidedBy} is null)`),
    check('barred_reviews_own', sql`${t.decidedBy} <> ${t.accountId}`),
  ],
);

/** Which version of the keys opens the newest values; older ones open what is not yet sealed anew. */
export const keyVersions = pgTable('key_versions', {
  version: integer().primaryKey(),
  /** Shows that a key is the one it is said to be, without telling it. */
  fingerprint: text().notNull(),
  createdAt: createdAt(),
});
