import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { encodings, type Encoding } from '../../domain/import/encoding.ts';
import type { RowFault } from '../../domain/import/field.ts';
import {
  confidences,
  importFormats,
  importKinds,
  importModes,
  importStates,
  rowVerdicts,
  type Confidence,
  type ImportFormat,
  type ImportKind,
  type ImportMode,
  type ImportState,
  type RowVerdict,
} from '../../domain/import/import.ts';
import type { ReadRow } from '../../domain/import/kinds.ts';
import type { Mapping } from '../../domain/import/mapping.ts';
import { accounts } from './accounts.ts';
import { createdAt, daterange, id, instant, oneOf } from './columns.ts';

/** A file of earlier records, and its own job: claimed, kept alive by a heartbeat, taken up again when it goes silent. */
export const imports = pgTable(
  'imports',
  {
    id: id(),
    kind: text().$type<ImportKind>().notNull(),
    state: text().$type<ImportState>().notNull().default('received'),
    mode: text().$type<ImportMode>().notNull().default('all'),
    /** Of requests: whether they are handed in for their counties. */
    submits: boolean().notNull().default(false),
    fileName: text().notNull(),
    fileFormat: text().$type<ImportFormat>().notNull(),
    /** How the text was written; null where the format says it itself. */
    encoding: text().$type<Encoding>(),
    fileBytes: integer().notNull(),
    fileSha256: text().notNull(),
    /** The line that names the columns. */
    headerLine: integer().notNull(),
    headers: jsonb().$type<readonly string[]>().notNull(),
    mapping: jsonb().$type<Mapping>().notNull(),
    /** Rows below the header that are not empty. */
    rows: integer().notNull(),
    newRows: integer(),
    changedRows: integer(),
    sameRows: integer(),
    faultyRows: integer(),
    /** Things that were written so far. */
    written: integer().notNull().default(0),
    progress: doublePrecision().notNull().default(0),
    /** The key of the last row that was gone through, from where a job that died is taken up again. */
    cursor: text().notNull().default(''),
    attempts: integer().notNull().default(0),
    heartbeatAt: instant(),
    stopRequestedAt: instant(),
    failure: text(),
    requestedBy: uuid()
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
    checkedAt: instant(),
    finishedAt: instant(),
    /** When the rows of the file were let go; what they became stays. */
    clearedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('imports_due')
      .on(t.id)
      .where(sql`${t.state} in ('checking', 'applying')`),
    index('imports_requested_by').on(t.requestedBy),
    oneOf('imports_kind', t.kind, importKinds),
    oneOf('imports_state', t.state, importStates),
    oneOf('imports_mode', t.mode, importModes),
    oneOf('imports_file_format', t.fileFormat, importFormats),
    oneOf('imports_encoding', t.encoding, encodings),
    check(
      'imports_counts',
      sql`least(${t.fileBytes}, ${t.rows}, ${t.written}, ${t.newRows}, ${t.changedRows}, ${t.sameRows}, ${t.faultyRows}) >= 0`,
    ),
    check('imports_progress', sql`${t.progress} between 0 and 1`),
    check('imports_checked', sql`${t.state} not in ('checked', 'applying', 'done') or ${t.faultyRows} is not null`),
  ],
);

/** A row of the file as it came, what it says, and what it would do. They are let go some time after the import. */
export const importRows = pgTable(
  'import_rows',
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    cells: jsonb().$type<readonly string[]>().notNull(),
    record: jsonb().$type<ReadRow['record']>(),
    key: text(),
    person: text(),
    days: daterange(),
    confidence: text().$type<Confidence>(),
    verdict: text().$type<RowVerdict>(),
    faults: jsonb().$type<readonly RowFault[]>().notNull().default([]),
    /** What the row became, or was already. */
    thingId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.line] }),
    index('import_rows_key').on(t.importId, t.key, t.line),
    index('import_rows_person')
      .on(t.importId, t.person)
      .where(sql`${t.person} is not null`),
    index('import_rows_faulty')
      .on(t.importId, t.line)
      .where(sql`${t.verdict} = 'faulty'`),
    index('import_rows_thing')
      .on(t.thingId)
      .where(sql`${t.thingId} is not null`),
    oneOf('import_rows_verdict', t.verdict, rowVerdicts),
    oneOf('import_rows_confidence', t.confidence, confidences),
  ],
);

/** How the columns of a kind of file were last said to fill the fields. */
export const importMappings = pgTable(
  'import_mappings',
  {
    kind: text().$type<ImportKind>().notNull(),
    headersKey: text().notNull(),
    /** The names of the columns by the fields they fill. */
    named: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    savedBy: uuid()
      .notNull()
      .references(() => accounts.id),
    savedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.headersKey] }), oneOf('import_mappings_kind', t.kind, importKinds)],
);

/** From which line of which file a thing comes, and how sure its source was. */
export const importOrigins = pgTable(
  'import_origins',
  {
    id: id(),
    importId: uuid()
      .notNull()
      .references(() => imports.id),
    line: integer().notNull(),
    thing: text().notNull(),
    thingId: text().notNull(),
    /** By what it is known again when its file comes once more; null where the thing says it itself. */
    key: text(),
    confidence: text().$type<Confidence>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('import_origins_thing').on(t.thing, t.thingId, t.id),
    index('import_origins_import').on(t.importId),
    uniqueIndex('import_origins_key')
      .on(t.thing, t.key)
      .where(sql`${t.key} is not null`),
    oneOf('import_origins_confidence', t.confidence, confidences),
  ],
);
