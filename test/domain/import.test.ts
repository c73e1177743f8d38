import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';

import { exportColumns } from '../../src/domain/exports/columns.ts';
import { countyFinder } from '../../src/domain/import/county-names.ts';
import { CsvReader, separatorOf, type Separator } from '../../src/domain/import/csv-rows.ts';
import { encodingOf } from '../../src/domain/import/encoding.ts';
import { importKinds } from '../../src/domain/import/import.ts';
import { fieldsOf, readCells } from '../../src/domain/import/kinds.ts';
import { headerRowOf, namedMapping, proposeMapping, recalledMapping, unmappedFields } from '../../src/domain/import/mapping.ts';
import { day, hoursAsMinutes, wholeNumber, yesNo } from '../../src/domain/import/read-cell.ts';
import { ok } from '../../src/domain/result.ts';
import { terms } from '../../src/pages/words/terms.ts';

const world = { county: () => ok('532926'), subject: () => ok('english') };

/** Cells with everything that a CSV file has to quote. */
const cell = fc.string({ unit: fc.constantFrom('a', '，', '𠮷', '"', ',', ';', '\n', ' ', '\t', '='), maxLength: 8 });

describe('a CSV file', () => {
  test('is read as it was written, in pieces of any length, each row at its line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, length) => {
          const text = `${Papa.unparse(rows, { newline: '\r\n' })}\r\n`;
          const reader = new CsvReader(',');
          const read = [];
          const characters = Array.from(text);
          for (let i = 0; i < characters.length; i += length) read.push(...reader.push(characters.slice(i, i + length).join('')));
          read.push(...reader.end().rows);
          expect(read.map(({ cells }) => cells)).toEqual(rows);
          const linesBefore = (i: number) => rows.slice(0, i).reduce((sum, row) => sum + 1 + row.join('').split('\n').length - 1, 1);
          expect(read.map(({ line }) => line)).toEqual(rows.map((_, i) => linesBefore(i)));
        },
      ),
    );
  });

  test.each([',', ';', '\t', '|'] satisfies Separator[])('tells its separator by itself: %j', (separator) => {
    expect(separatorOf(['县', '站,名', '座位'].map((name) => `"${name}"`).join(separator))).toBe(separator);
  });

  test('says where a quote begins that nobody closes', () => {
    const reader = new CsvReader(',');
    reader.push('a,b\nc,"d\ne');
    expect(reader.end()).toEqual({ rows: [], openQuoteLine: 2 });
  });
});

describe('its text', () => {
  test('is told apart by its bytes: a mark, sound UTF-8, or else GB18030', () => {
    const utf8 = new TextEncoder();
    expect(encodingOf(utf8.encode('\uFEFFabc'), true)).toBe('utf-8');
    expect(encodingOf(utf8.encode('南涧𠮷'), true)).toBe('utf-8');
    // Cut in the middle of a character, as a part of a file is.
    expect(encodingOf(utf8.encode('南涧').slice(0, 5), false)).toBe('utf-8');
    expect(encodingOf(Uint8Array.from([0xc4, 0xcf, 0xbd, 0xa7]), true)).toBe('gb18030');
    // 南涧 and 㐀 as two and four bytes.
    expect(encodingOf(Uint8Array.from([0xc4, 0xcf, 0x81, 0x39, 0xee, 0x39]), true)).toBe('gb18030');
    expect(encodingOf(utf8.encode('José'), true)).toBe('utf-8');
    // Two bytes that would be one Cyrillic letter, and are 耀.
    expect(encodingOf(Uint8Array.from([0xd2, 0xab]), true)).toBe('gb18030');
  });
});

describe('a cell', () => {
  test('is the same day in every usual spelling', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1930-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = iso.split('-').map(Number);
        const serial = String(Math.round((Date.parse(iso) - Date.parse('1899-12-30')) / 86_400_000));
        const fullWidth = iso.replaceAll(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));
        for (const spelled of [
          iso,
          `${year}/${month}/${dayOfMonth}`,
          `${year}.${month}.${dayOfMonth}`,
          `${year}年${month}月${dayOfMonth}日`,
          iso.replaceAll('-', ''),
          `${iso} 00:00:00`,
          serial,
          fullWidth,
        ]) {
          expect(day(spelled, world)).toEqual(ok(iso));
        }
      }),
      { numRuns: 50 },
    );
    for (const [said, kind] of [
      ['2019-02-30', 'no-such-day'],
      ['5/7/2019', 'ambiguous-day'],
      ['2019', 'no-such-day'],
      ['七月五日', 'wrong-form'],
    ] as const) {
      expect(day(said, world)).toEqual({ ok: false, error: { kind } });
    }
  });

  test('holds numbers and words as people type them', () => {
    expect(['1,234', '１２', '12.0'].map((said) => wholeNumber(0, 9999)(said, world))).toEqual([ok(1234), ok(12), ok(12)]);
    expect(wholeNumber(0, 9)('12', world)).toEqual({ ok: false, error: { kind: 'too-big' } });
    expect(hoursAsMinutes(100)('22.5', world)).toEqual(ok(1350));
    expect(['是', 'Ｙ', '×', '0'].map((said) => yesNo(said, world))).toEqual([ok(true), ok(true), ok(false), ok(false)]);
  });
});

const named = (code: string, nameZh: string, provinceZh: string) => ({ code, nameZh, nameEn: nameZh, provinceZh, provinceEn: provinceZh });

test('a county is found by code or name, and a name that several have is none', () => {
  const find = countyFinder([
    named('532926', '南涧彝族自治县', '云南省'),
    named('110105', '朝阳区', '北京市'),
    named('220104', '朝阳区', '吉林省'),
  ]);
  expect(['532926', '532926.0', '５３２９２６', '云南省 南涧彝族自治县', '吉林省朝阳区'].map((said) => find(said))).toEqual([
    ok('532926'),
    ok('532926'),
    ok('532926'),
    ok('532926'),
    ok('220104'),
  ]);
  expect([find('朝阳区'), find('南涧')]).toEqual([
    { ok: false, error: { kind: 'ambiguous' } },
    { ok: false, error: { kind: 'unknown' } },
  ]);
});

describe.each(importKinds)('columns of %s', (kind) => {
  const fields = fieldsOf(kind);

  test.each(['zh', 'en'] as const)('are found by their names (%s), in any order, below a title', (locale) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(fields), { minLength: Object.keys(fields).length }), (names) => {
        const headers = names.map((name) => ` ${fields[name]?.[locale] ?? ''}* `);
        const mapping = proposeMapping(fields, headers);
        expect(mapping).toEqual(Object.fromEntries(names.map((name, i) => [name, i])));
        expect(unmappedFields(fields, mapping)).toEqual([]);
        expect(headerRowOf(fields, [['一览表'], headers, ['x', 'y']])).toBe(1);
        expect(recalledMapping(namedMapping(mapping, headers), headers.toReversed())).toEqual(
          Object.fromEntries(names.map((name, i) => [name, names.length - 1 - i])),
        );
      }),
      { numRuns: 10 },
    );
  });

  test('that are empty are told all at once, and each only once', () => {
    const needed = Object.entries(fields).flatMap(([name, { required }]) => (required ? [name] : []));
    const { row, faults } = readCells(kind, [], { mapping: {}, world, today: '2026-12-01' });
    expect([row, faults]).toEqual([undefined, needed.map((field) => ({ field, code: 'missing' }))]);
  });
});

/** The lists that another installation takes in as they were taken along, with the columns that fill nothing there. */
const returning = {
  stations: { list: 'stations', unread: ['id', 'province', 'county'] },
  accounts: { list: 'accounts', unread: ['createdAt'] },
  placements: { list: 'completions', unread: ['placementId', 'county', 'completedAt'] },
} as const;

describe.each(['stations', 'accounts', 'placements'] as const)('a list taken along comes in as %s', (kind) => {
  const { list, unread } = returning[kind];
  const columns = exportColumns[list];

  test.each(['name', 'zh', 'en'] as const)('by its own columns (%s)', (form) => {
    const mapping = proposeMapping(
      fieldsOf(kind),
      columns.map((column) => column[form]),
    );
    expect(unmappedFields(fieldsOf(kind), mapping)).toEqual([]);
    const read = new Set(Object.values(mapping));
    expect(columns.flatMap(({ name }, i) => (read.has(i) ? [] : [name]))).toEqual(unread);
    expect(Object.keys(mapping)).toHaveLength(read.size);
  });
});

function readsEach(kind: 'stations' | 'accounts' | 'placements', field: string, words: Readonly<Record<string, string>>) {
  for (const [code, word] of Object.entries(words)) expect([word, fieldsOf(kind)[field]?.read(word, world)]).toEqual([word, ok(code)]);
}

test.each(['zh', 'en'] as const)('every word that a list says in the place of a code is read as that code (%s)', (locale) => {
  const said = terms[locale];
  readsEach('stations', 'link', said.links);
  readsEach('placements', 'kind', said.volunteerKinds);
  readsEach('placements', 'region', said.homeRegions);
  readsEach('placements', 'delivery', said.deliveries);
  readsEach('placements', 'requestKind', said.requestKinds);
  readsEach('placements', 'role', said.lineRoles);
  for (const [role, word] of Object.entries(said.roles)) expect(fieldsOf('accounts')['roles']?.read(word, world)).toEqual(ok([role]));
});
