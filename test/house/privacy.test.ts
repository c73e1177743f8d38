import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { erasureLines } from '../../src/domain/erasure.ts';
import { retentionRules } from '../../src/domain/retention.ts';

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/privacy.md'), 'utf8');

/** Rows of the table that begins with this head. */
function rowsUnder(head: string): string[] {
  const lines = text.split('\n');
  const at = lines.indexOf(head);
  const rows = lines.slice(at + 2);
  return at === -1
    ? []
    : rows.slice(
        0,
        rows.findIndex((line) => !line.startsWith('|')),
      );
}

test('the page on privacy prints the very periods that the clean-up keeps', () => {
  const wanted = retentionRules.map(({ kind, keptFor, from, becomes }) => {
    const [[unit, count] = ['', 0]] = Object.entries(keptFor);
    return `| ${kind} | ${count} ${unit} after ${from.en} | ${becomes} |`;
  });
  expect(rowsUnder('| kind | kept for | then |')).toEqual(wanted);
});

test('the page on privacy prints the very table of what goes and what stays', () => {
  expect(rowsUnder('| kind | becomes | why |')).toEqual(
    erasureLines.map(({ kind, becomes, why }) => `| ${kind} | ${becomes} | ${why.en} |`),
  );
});
