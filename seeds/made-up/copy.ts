import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type postgres from 'postgres';

type Value = string | number | boolean | null | readonly string[] | { readonly [key: string]: unknown };
export type Row = Readonly<Record<string, Value>>;

/** Writes rows by COPY. All have the columns of the first. */
export async function copyRows(sql: postgres.Sql, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const sink = await sql.unsafe(`copy ${table} (${columns.join(', ')}) from stdin`).writable();
  await pipeline(Readable.from(chunks(rows, columns)), sink);
}

function* chunks(rows: readonly Row[], columns: readonly string[]): Generator<string> {
  const rowsAChunk = 500;
  for (let i = 0; i < rows.length; i += rowsAChunk) {
    yield rows
      .slice(i, i + rowsAChunk)
      .map((row) => lineOf(row, columns))
      .join('');
  }
}

/** PostgreSQL's text format of COPY. */
function lineOf(row: Row, columns: readonly string[]): string {
  return `${columns.map((column) => fieldOf(row[column] ?? null)).join('\t')}\n`;
}

function fieldOf(value: Value): string {
  if (value === null) return String.raw`\N`;
  const text = Array.isArray(value)
    ? `{${value.map((item: string) => JSON.stringify(item)).join(',')}}`
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
