import { writeCsvStream } from 'hucre/csv';
import { writeXlsxStream } from 'hucre/xlsx';

import type { ExportFormat } from '../../domain/exports/export.ts';

export type Cell = string | number | boolean | null;
export type Sheet = { readonly name: string; readonly head: readonly string[]; readonly rows: AsyncIterable<Cell[]> };

export const spreadsheetTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<ExportFormat, string>;

/**
 * A sheet as a file, made while its rows come: memory holds some of them at a time, however many there are. CSV is as RFC 4180 writes it,
 * with the mark by which spreadsheet programs see UTF-8 and an apostrophe before what they would take for a formula; in XLSX text is text.
 */
export function spreadsheet(format: ExportFormat, { name, head, rows }: Sheet): ReadableStream<Uint8Array> {
  return format === 'csv'
    ? writeCsvStream(rows, { headers: [...head], bom: true, escapeFormulae: true })
    : writeXlsxStream(rows, { name, columns: head.map((header) => ({ header })), freezePane: { rows: 1 } });
}
