import type { Context } from 'hono';

import { takeList } from '../../actions/exports/take-list.ts';
import { listForExport, type ExportCell, type ExportRow, type ExportWanted } from '../../db/queries/exports.ts';
import type { ExportColumn } from '../../domain/exports/column.ts';
import { exportColumns } from '../../domain/exports/columns.ts';
import type { ExportFormat, ExportKind } from '../../domain/exports/export.ts';
import { actionContext, type AppEnv } from '../context.ts';
import { valueOf } from '../failure/problem.ts';
import { spreadsheet, spreadsheetTypes } from './spreadsheet.ts';

export type ListAsked = { readonly kind: ExportKind; readonly format: ExportFormat; readonly seasonId?: string | undefined };

/** How a list is told: a program's by the names of columns and codes, a person's in words of their language. */
export type Telling = {
  readonly title: string;
  readonly head: (column: ExportColumn) => string;
  readonly cell: (column: ExportColumn, value: ExportCell) => ExportCell;
};

/**
 * A list as a file, sent while it is read. That it was taken is written down in the call's own transaction, before the first row
 * leaves; the rows come out of one of their own, which lasts as long as somebody reads.
 */
export async function sendList(c: Context<AppEnv>, { kind, format, seasonId }: ListAsked, telling: Telling): Promise<Response> {
  const of = valueOf(await takeList(actionContext(c), { kind, format, seasonId }));
  const columns = exportColumns[kind];
  const rows = rowsApart(c, { kind, seasonId, locale: c.var.locale, of });
  const body = spreadsheet(format, { name: telling.title, head: columns.map(telling.head), rows: cellsOf(rows, columns, telling) });
  return new Response(body, {
    status: 200,
    headers: {
      'Content-Type': spreadsheetTypes[format],
      'Content-Disposition': `attachment; filename="zhijiao-${kind}-${c.var.now.setZone('Asia/Shanghai').toISODate()}.${format}"`,
      'Cache-Control': 'no-store',
    },
  });
}

async function* cellsOf(rows: AsyncIterable<readonly ExportRow[]>, columns: readonly ExportColumn[], telling: Telling) {
  for await (const some of rows) {
    for (const row of some) yield columns.map((column) => telling.cell(column, row[column.name] ?? null));
  }
}

/** The rows of a transaction of their own, handed over one batch at a time: it goes on when the last was taken, and ends with the reader. */
function rowsApart(c: Context<AppEnv>, wanted: ExportWanted): AsyncIterable<readonly ExportRow[]> {
  const handed = new TransformStream<readonly ExportRow[], readonly ExportRow[]>();
  const writer = handed.writable.getWriter();
  const sent = c.var.apart(async (tx) => {
    for await (const some of listForExport(tx, wanted)) await writer.write(some);
    await writer.close();
  });
  // Whoever reads hears of it as the end of a file that is not whole.
  sent.catch(async (error: unknown) => writer.abort(error).catch(() => undefined));
  return handed.readable;
}
