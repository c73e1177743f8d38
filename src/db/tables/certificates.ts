import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { certificateStates, type CertificateFacts, type CertificateState } from '../../domain/certificate.ts';
import { accounts } from './accounts.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';
import { completions } from './completions.ts';
import { seasons } from './seasons.ts';

/** The proof of a completion. What it says is frozen on the day of its issue; its state alone moves on. */
export const certificates = pgTable(
  'certificates',
  {
    serial: text().primaryKey(),
    placementId: uuid()
      .notNull()
      .references(() => completions.placementId),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    state: text().$type<CertificateState>().notNull().default('issued'),
    /** The name it was issued to; gone once the person is erased. */
    holderName: text(),
    facts: jsonb().$type<CertificateFacts>().notNull(),
    /** Its place in the status list of credentials. */
    statusIndex: integer().notNull().generatedAlwaysAsIdentity(),
    /** The one that it stands in the place of. */
    supersedes: text(),
    issuedAt: instant().notNull(),
    /** When and why it was superseded or revoked. */
    closedAt: instant(),
    closedBecause: text(),
  },
  (t) => [
    uniqueIndex('certificates_one_in_force')
      .on(t.placementId)
      .where(sql`${t.state} = 'issued'`),
    uniqueIndex('certificates_status_index').on(t.statusIndex),
    uniqueIndex('certificates_supersedes').on(t.supersedes),
    index('certificates_account').on(t.accountId),
    index('certificates_placement').on(t.placementId, t.statusIndex),
    foreignKey({ name: 'certificates_before', columns: [t.supersedes], foreignColumns: [t.serial] }),
    oneOf('certificates_state', t.state, certificateStates),
    check('certificates_closed', sql`(${t.state} = 'issued') = (${t.closedAt} is null)`),
  ],
);

/** Who signs for the issuer on which days; nobody's days overlap. */
export const signatories = pgTable(
  'signatories',
  {
    id: id(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    titleZh: text().notNull(),
    titleEn: text().notNull(),
    issuerZh: text().notNull(),
    issuerEn: text().notNull(),
    contact: text().notNull(),
    fromDay: date().notNull(),
    throughDay: date(),
  },
  (t) => [check('signatories_days', sql`${t.throughDay} is null or ${t.fromDay} <= ${t.throughDay}`)],
);

/** The certificates of a season, issued in the background, with how far it is. */
export const certificateBatches = pgTable(
  'certificate_batches',
  {
    id: id(),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    startedBy: uuid().references(() => accounts.id),
    total: integer().notNull(),
    issued: integer().notNull().default(0),
    /** Left out, since nobody was in office on the day. */
    skipped: integer().notNull().default(0),
    /** The last placement that was looked at. */
    throughPlacementId: uuid(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [
    uniqueIndex('certificate_batches_one_at_work')
      .on(t.seasonId)
      .where(sql`${t.finishedAt} is null`),
  ],
);

/** What a volunteer asks to have put right in a certificate. */
export const certificateCorrections = pgTable(
  'certificate_corrections',
  {
    id: id(),
    serial: text()
      .notNull()
      .references(() => certificates.serial),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    text: text().notNull(),
    askedAt: instant().notNull(),
    /** What came of it, in words; a new certificate where there is one. */
    answer: text(),
    answeredAt: instant(),
  },
  (t) => [
    uniqueIndex('certificate_corrections_one_open')
      .on(t.serial)
      .where(sql`${t.answeredAt} is null`),
    index('certificate_corrections_by_serial').on(t.serial, t.id),
    index('certificate_corrections_account').on(t.accountId),
    check('certificate_corrections_answered', sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
  ],
);

/** The keys that sign credentials: the newest signs, all are published, so that what an older one signed can still be checked. */
export const signingKeys = pgTable('signing_keys', {
  id: id(),
  publicKey: text().notNull(),
  sealedPrivateKey: bytea().notNull(),
  createdAt: createdAt(),
});

/** Which credential was signed with which key, each once: what a key that somebody took would have to be asked about. */
export const signedCredentials = pgTable(
  'signed_credentials',
  {
    signingKeyId: uuid()
      .notNull()
      .references(() => signingKeys.id),
    serial: text()
      .notNull()
      .references(() => certificates.serial),
    firstSignedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.signingKeyId, t.serial] }), index('signed_credentials_serial').on(t.serial)],
);
