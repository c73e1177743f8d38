import { writeCsv, writeCsvStream } from 'hucre/csv';
import { writeXlsxStream } from 'hucre/xlsx';

import type { ExportFormat } from '../../domain/exports/export.ts';

export type Cell = string | number | boolean | null;
export type Sheet = { readonly name: string; readonly head: readonly string[]; readonly rows: AsyncIterable<Cell[]> };

/** As every CSV file of ours is: the mark by which spreadsheet programs see UTF-8, and an apostrophe before what they would take for a formula. */
const asCsv = { bom: true, escapeFormulae: true, lineSeparator: '\r\n' } as const;

export const spreadsheetTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<ExportFormat, string>;

/**
 * A sheet as a file, made while its rows come: memory holds some of them at a time, however many there are. CSV is as RFC 4180 writes it;
 * in XLSX text is text.
 */
export function spreadsheet(format: ExportFormat, { name, head, rows }: Sheet): ReadableStream<Uint8Array> {
  return format === 'csv'
    ? writeCsvStream(rows, { ...asCsv, headers: [...head] })
    : writeXlsxStream(rows, { name, columns: head.map((header) => ({ header })), freezePane: { rows: 1 } });
}

/** A few rows as CSV. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `${writeCsv(
    rows.map((row) => [...row]),
    asCsv,
  )}\r\n`;
}
