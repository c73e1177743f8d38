import type { Context } from 'hono';

import type { Import } from '../db/queries/imports.ts';
import { listFaultyRows } from '../db/queries/import-rows.ts';
import type { ExportFormat } from '../domain/exports/export.ts';
import { addedHeaders } from '../domain/import/mapping.ts';
import type { AppEnv } from './context.ts';
import { spreadsheet, spreadsheetTypes } from './exports/spreadsheet.ts';
import { faultMessage } from './failure/fault-words.ts';

const rowsAtOnce = 2000;

/**
 * The rows of an import that have faults, as a file in its own columns with two more, which say the line and the reasons. Mended it is sent
 * again: nothing is filled with the two.
 */
export async function faultsFile(c: Context<AppEnv>, held: Import, format: ExportFormat): Promise<Response> {
  const { locale } = c.var;
  const width = held.headers.length;
  const rows: string[][] = [];
  for (let afterLine = 0; ;) {
    const { items, nextAfter } = await listFaultyRows(c.var.db, held.id, { limit: rowsAtOnce, afterLine });
    for (const { line, cells, faults } of items) {
      const own = Array.from({ length: Math.max(width, cells.length) }, (_, i) => cells[i] ?? '');
      rows.push([String(line), faults.map((fault) => reasonText(held, fault, c)).join(locale === 'zh' ? '；' : '; '), ...own]);
    }
    if (nextAfter === null) break;
    afterLine = Number(nextAfter);
  }
  const head = [...addedHeaders[locale], ...held.headers];
  return c.body(spreadsheet(format, { name: 'faults', head, rows: each(rows) }), 200, {
    'Content-Type': spreadsheetTypes[format],
    'Content-Disposition': `attachment; filename="faults-${held.id}.${format}"`,
    'Cache-Control': 'no-store',
  });
}

type Fault = { readonly field: string; readonly code: string; readonly line?: number };

/** The column, what is wrong with it, and the other line that is meant, where there is one. */
export function reasonText({ headers, mapping }: Import, { field, code, line }: Fault, c: Context<AppEnv>): string {
  const { locale } = c.var;
  const column = headers[mapping[field] ?? -1] ?? field;
  const message = faultMessage(code, locale);
  if (locale === 'zh') return `${column}：${message}${line === undefined ? '' : `（第 ${line} 行）`}`;
  return `${column}: ${message}${line === undefined ? '' : ` (line ${line})`}`;
}

// The rows have been read by now: what makes the file takes them as they would come from afar.
async function* each(rows: readonly string[][]): AsyncGenerator<string[]> {
  yield* rows;
}
