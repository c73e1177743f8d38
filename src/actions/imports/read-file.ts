import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { streamXlsxRows } from 'hucre/xlsx';

import type { FileRow } from '../../db/queries/import-rows.ts';
import { CsvReader, separatorOf } from '../../domain/import/csv-rows.ts';
import { bytesToTell, encodingOf, isAscii, type Encoding } from '../../domain/import/encoding.ts';
import { largestFileBytes, longestCell, mostColumns, type ImportFormat } from '../../domain/import/import.ts';
import { FileRefused, unreadableFile } from './file-refused.ts';

/** A file as it is sent: its bytes as they come, and how its text is written where somebody says so. */
export type SentFile = {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
  readonly encoding?: Encoding | undefined;
};

/** What is known of a file once all of it has been read. */
export type FileFacts = { format: ImportFormat; encoding: Encoding | null; bytes: number; sha256: string };

/**
 * Reads a file row by row, without those that are empty. A CSV file passes through in pieces; of a workbook the compressed bytes are held, since
 * the parts of most stand in an order in which they cannot be read as they come.
 */
export async function* fileRows(sent: SentFile, facts: FileFacts): AsyncGenerator<FileRow[]> {
  const pieces = measured(sent.stream, facts);
  const first = await pieces.next();
  if (first.done === true) throw unreadableFile('empty');
  const start = first.value;
  if (start[0] === 0xd0 && start[1] === 0xcf) throw unreadableFile('old-format');
  facts.format = start[0] === 0x50 && start[1] === 0x4b ? 'xlsx' : 'csv';
  const all = after(start, pieces);
  for await (const rows of facts.format === 'xlsx' ? workbookRows(all) : csvRows(textOf(all, sent.encoding, facts))) {
    const kept = rows.flatMap(sound);
    if (kept.length > 0) yield kept;
  }
}

/** The bytes as they come, counted and hashed; a file that is too large is given up as soon as that is seen. */
async function* measured(stream: AsyncIterable<Uint8Array>, facts: FileFacts): AsyncGenerator<Uint8Array> {
  const hash = sha256.create();
  for await (const piece of stream) {
    facts.bytes += piece.length;
    if (facts.bytes > largestFileBytes) throw new FileRefused({ kind: 'too-large' });
    hash.update(piece);
    if (piece.length > 0) yield piece;
  }
  facts.sha256 = bytesToHex(hash.digest());
}

async function* after(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** The text of the bytes. Up to the first that is not ASCII nothing needs to be decided; from there on so much is held that it can be told. */
async function* textOf(pieces: AsyncGenerator<Uint8Array>, said: Encoding | undefined, facts: FileFacts): AsyncGenerator<string> {
  let decoder = said === undefined ? undefined : decoderOf(said);
  let held = new Uint8Array();
  facts.encoding = said ?? 'utf-8';
  for await (const piece of pieces) {
    if (decoder !== undefined) {
      yield decoder(piece);
      continue;
    }
    if (held.length === 0 && isAscii(piece)) {
      yield new TextDecoder('utf-8').decode(piece);
      continue;
    }
    held = joined([held, piece]);
    if (held.length < bytesToTell) continue;
    facts.encoding = encodingOf(held, false);
    decoder = decoderOf(facts.encoding);
    yield decoder(held);
  }
  if (decoder === undefined && held.length > 0) {
    facts.encoding = encodingOf(held, true);
    decoder = decoderOf(facts.encoding);
    yield decoder(held);
  }
  if (decoder !== undefined) yield decoder(undefined);
}

/** Decodes piece after piece; bytes that are not of the encoding end the reading, and nothing is guessed in their place. */
function decoderOf(encoding: Encoding): (piece: Uint8Array | undefined) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (piece) => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw unreadableFile('encoding');
    }
  };
}

/** So much text is held before it is said what divides the cells. */
const textToTell = 8192;

async function* csvRows(texts: AsyncGenerator<string>): AsyncGenerator<FileRow[]> {
  let reader: CsvReader | undefined;
  let held = '';
  for await (const text of texts) {
    held += text;
    if (reader === undefined && held.length < textToTell) continue;
    reader ??= new CsvReader(separatorOf(held));
    yield reader.push(held);
    held = '';
  }
  reader ??= new CsvReader(separatorOf(held));
  yield reader.push(held);
  const { rows, openQuoteLine } = reader.end();
  if (openQuoteLine !== undefined) throw unreadableFile('open-quote', openQuoteLine);
  yield [...rows];
}

const rowsAtOnce = 500;

async function* workbookRows(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<FileRow[]> {
  const held: Uint8Array[] = [];
  for await (const piece of pieces) held.push(piece);
  let rows: FileRow[] = [];
  try {
    for await (const { index, values } of streamXlsxRows(joined(held))) {
      rows.push({ line: index + 1, cells: values.map(cellText) });
      if (rows.length < rowsAtOnce) continue;
      yield rows;
      rows = [];
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw unreadableFile('broken');
  }
  yield rows;
}

/** A cell of a workbook as text: a day as it is written, without a time where it has none. */
function cellText(value: unknown): string {
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00.000Z$/, '')
      .replace(/\.000Z$/, '')
      .replace('T', ' ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The row without empty cells at its end; nothing where it has no others. */
function sound({ line, cells }: FileRow): FileRow[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  if (last < 0) return [];
  if (last >= mostColumns) throw unreadableFile('too-many-columns', line);
  const kept = cells.slice(0, last + 1);
  if (kept.some((cell) => cell.length > longestCell)) throw unreadableFile('cell-too-long', line);
  if (kept.some((cell) => cell.includes('\0') || !cell.isWellFormed())) throw unreadableFile('unstorable', line);
  return [{ line, cells: kept }];
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
