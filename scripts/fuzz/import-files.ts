import fc from 'fast-check';
import { writeCsv } from 'hucre/csv';
import { writeXlsx } from 'hucre/xlsx';

import { fieldsOf } from '../../src/domain/import/kinds.ts';
import { importKinds, type ImportKind } from '../../src/domain/import/import.ts';
import { hostileText } from './hostile.ts';
import type { Memory } from './memory.ts';

export type ImportFile = { readonly type: string; readonly content: Uint8Array };
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const likely = [
  'english',
  '南涧',
  '532926',
  'yes',
  '是',
  '2027-07-12',
  '2026/7/26',
  '3',
  '1,000',
  'on_site',
  '示范学校',
  'somebody@example.org',
] as const;

/** Files as somebody might send them for import: a table nearly right, or its bytes cut, turned, doubled, or in another encoding. */
export function importFiles(known: Memory): fc.Arbitrary<ImportFile> {
  const table = fc.constantFrom(...importKinds).chain((kind) => tableOf(kind, known));
  return fc.oneof(
    { weight: 5, arbitrary: table.map((rows) => ({ type: 'text/csv', content: asCsv(rows) })) },
    { weight: 3, arbitrary: broken(table.map(asCsv)).map((content) => ({ type: 'text/csv', content })) },
    { weight: 1, arbitrary: table.map((rows) => ({ type: 'text/csv', content: new Uint8Array(Buffer.from(written(rows), 'utf16le')) })) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((content) => ({ type: 'application/octet-stream', content })) },
  );
}

/** Spreadsheets are made apart: that takes a while, and a few do. */
export async function someSpreadsheets(known: Memory, seed: number): Promise<fc.Arbitrary<ImportFile>> {
  const tables = fc.sample(
    fc.constantFrom(...importKinds).chain((kind) => tableOf(kind, known)),
    { seed, numRuns: 6 },
  );
  const files = await Promise.all(
    tables.map(async (rows) => writeXlsx({ sheets: [{ name: 'a', rows: rows.map((row) => row.map(storable)) }] })),
  );
  const whole = fc.constantFrom(...files);
  return fc.oneof(whole, broken(whole)).map((content) => ({ type: spreadsheet, content }));
}

/** What XML cannot hold no spreadsheet program writes. */
function storable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .slice(0, 30_000);
}

function tableOf(kind: ImportKind, known: Memory): fc.Arbitrary<string[][]> {
  const fields = Object.values(fieldsOf(kind));
  const cell = fc.oneof(
    { weight: 4, arbitrary: known.of('countyCode', fc.constantFrom(...likely)).map(String) },
    { weight: 4, arbitrary: fc.constantFrom(...likely) },
    { weight: 1, arbitrary: hostileText },
  );
  const heading = fc.tuple(fc.boolean(), fc.array(fc.tuple(fc.nat(), hostileText), { maxLength: 2 })).map(([isChinese, odd]) => {
    const head: string[] = fields.map(({ zh, en }) => (isChinese ? zh : en));
    for (const [at, text] of odd) head[at % head.length] = text;
    return head;
  });
  const row = fc.array(cell, { minLength: fields.length, maxLength: fields.length });
  return fc.tuple(heading, fc.array(row, { maxLength: 12 })).map(([head, rows]) => [head, ...rows]);
}

function written(rows: string[][]): string {
  return writeCsv(rows);
}

function asCsv(rows: string[][]): Uint8Array {
  return new TextEncoder().encode(written(rows));
}

/** The bytes cut off, turned here and there, or twice. */
function broken(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const turn = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
  return fc.tuple(bytes, turn, fc.nat(), fc.constantFrom('cut', 'turn', 'twice')).map(([whole, turns, at, way]) => {
    if (way === 'cut') return whole.slice(0, at % (whole.length + 1));
    if (way === 'twice') return new Uint8Array([...whole, ...whole]);
    const turned = whole.slice();
    for (const [place, byte] of turns) turned[place % Math.max(1, turned.length)] = byte;
    return turned;
  });
}
