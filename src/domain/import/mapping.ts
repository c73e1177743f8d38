import { plain } from './read-cell.ts';
import type { Fields } from './field.ts';

/** Which column of the file, counted from nought, fills each field. */
export type Mapping = Readonly<Record<string, number>>;

/** What our own file of faulty rows adds to the columns; nobody fills a field with it. */
export const addedHeaders = { zh: ['导入行号', '导入原因'], en: ['Import line', 'Import reason'] } as const;
const ignored = new Set([...addedHeaders.zh, ...addedHeaders.en].map(headerWord));

/** The columns that stand for fields by their headers; the first that fits is taken, and no column twice. */
export function proposeMapping(fields: Fields, headers: readonly string[]): Mapping {
  const mapping: Record<string, number> = {};
  const taken = new Set<number>();
  for (const [name, words] of wordsOf(fields)) {
    const column = headers.findIndex((header, i) => !taken.has(i) && forms(header).some((form) => words.has(form)));
    if (column < 0) continue;
    mapping[name] = column;
    taken.add(column);
  }
  return mapping;
}

/** Fields that every row must fill and no column does. */
export function unmappedFields(fields: Fields, mapping: Mapping): string[] {
  return Object.entries(fields).flatMap(([name, { required }]) => (required && mapping[name] === undefined ? [name] : []));
}

/**
 * Which of a file's first rows names its columns: the one in which most fields are found, else the first with two cells. A merged title
 * above the table is one cell.
 */
export function headerRowOf(fields: Fields, rows: readonly (readonly string[])[]): number {
  const found = rows.map((cells) => Object.keys(proposeMapping(fields, cells)).length);
  const most = Math.max(0, ...found);
  if (most > 1) return found.indexOf(most);
  const first = rows.findIndex((cells) => cells.filter((cell) => cell.trim() !== '').length > 1);
  return Math.max(0, first);
}

/** By what a set of columns is known again, in whatever order they stand. */
export function headersKey(headers: readonly string[]): string {
  return headers
    .map(headerWord)
    .filter((word) => word !== '' && !ignored.has(word))
    .toSorted()
    .join(' ');
}

/** A mapping by the names of the columns, as it is remembered. */
export function namedMapping(mapping: Mapping, headers: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, headerWord(headers[column] ?? '')]));
}

/** A remembered mapping in a file with the same columns. */
export function recalledMapping(named: Readonly<Record<string, string>>, headers: readonly string[]): Mapping {
  const words = headers.map(headerWord);
  return Object.fromEntries(
    Object.entries(named).flatMap(([field, word]) => {
      const column = words.indexOf(word);
      return column < 0 ? [] : [[field, column]];
    }),
  );
}

function wordsOf(fields: Fields): [string, ReadonlySet<string>][] {
  return Object.entries(fields).map(([name, { zh, en, also }]) => [name, new Set([name, zh, en, ...also].map(headerWord))]);
}

/** The header as it stands, and without what it says in brackets. */
function forms(header: string): string[] {
  const word = headerWord(header);
  const bare = headerWord(header.replaceAll(/[(（[【].*?[)）\]】]/g, ''));
  return ignored.has(word) ? [] : [word, bare].filter((form) => form !== '');
}

function headerWord(header: string): string {
  return plain(header)
    .toLowerCase()
    .replaceAll(/[\s_\-*:：()（）[\]【】、,./]+/g, '');
}
