import { DateTime } from 'luxon';

import { fail, ok, type Result } from '../result.ts';

/** What can be wrong with one cell. */
export type CellFault =
  | 'wrong-form'
  | 'not-one-of'
  | 'too-small'
  | 'too-big'
  | 'unknown'
  | 'ambiguous'
  | 'no-such-day'
  | 'ambiguous-day'
  | 'not-a-number'
  | 'unstorable';

export type Wrong<Code extends CellFault = CellFault> = { readonly kind: Code };
export function wrong<const Code extends CellFault>(kind: Code): Result<never, Wrong<Code>> {
  return fail({ kind });
}

/** What the names in a file mean here: codes of counties and subjects, as they are on record. */
export type World = {
  readonly county: (said: string) => Result<string, Wrong<'unknown' | 'ambiguous'>>;
  readonly subject: (said: string) => Result<string, Wrong<'unknown' | 'ambiguous'>>;
};

/** Reads what stands in a cell; it is never empty. */
export type ReadCell<T> = (text: string, world: World) => Result<T, Wrong>;

/** Letters and digits as they are typed without an input method: full width becomes half width. For codes and numbers, never for names. */
export function plain(said: string): string {
  return said.normalize('NFKC').trim();
}

/** A number or a mark of the source's own, by which it knows a person or a thing. */
export const reference: ReadCell<string> = (said) => ok(plain(said).slice(0, 120));

export function text(most: number): ReadCell<string> {
  return (said) => {
    if (said.includes('\0') || !said.isWellFormed()) return wrong('unstorable');
    return said.length > most ? wrong('too-big') : ok(said);
  };
}

export function wholeNumber(least: number, most: number): ReadCell<number> {
  return (said) => {
    const digits = plain(said).replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, '');
    if (!/^[+-]?\d{1,12}(\.0+)?$/.test(digits)) return wrong('not-a-number');
    return between(Number(digits), least, most);
  };
}

/** Hours such as 12 or 1.5, as whole minutes. */
export function hoursAsMinutes(mostHours: number): ReadCell<number> {
  return (said) => {
    const digits = plain(said).replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, '');
    if (!/^\d{1,6}(\.\d{1,4})?$/.test(digits)) return wrong('not-a-number');
    return between(Math.round(Number(digits) * 60), 0, mostHours * 60);
  };
}

function between(number: number, least: number, most: number): Result<number, Wrong> {
  if (number < least) return wrong('too-small');
  return number > most ? wrong('too-big') : ok(number);
}

/** One of a closed list, by its own name or by any word that people use for it. */
export function choice<const Value extends string>(words: Readonly<Record<Value, readonly string[]>>): ReadCell<Value> {
  const byWord = new Map<string, Value>();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are the values
  for (const [value, said] of Object.entries(words) as [Value, readonly string[]][]) {
    for (const word of [value, ...said]) byWord.set(folded(word), value);
  }
  return (said) => {
    const value = byWord.get(folded(said));
    return value === undefined ? wrong('not-one-of') : ok(value);
  };
}

const yesOrNo = choice({
  yes: ['是', '有', '对', '√', '✓', 'y', 'true', 't', '1'],
  no: ['否', '无', '没有', '×', '✗', 'n', 'false', 'f', '0'],
});

export const yesNo: ReadCell<boolean> = (said, world) => {
  const read = yesOrNo(said, world);
  return read.ok ? ok(read.value === 'yes') : read;
};

/** Many of them in one cell, with a comma, a semicolon, a slash or 、 between. */
export function list<T>(one: ReadCell<T>, most: number): ReadCell<readonly T[]> {
  return (said, world) => {
    const values: T[] = [];
    const parts = said.split(/[,，;；、/|\n]/).map((part) => part.trim());
    for (const part of parts.filter((each) => each !== '')) {
      const read = one(part, world);
      if (!read.ok) return read;
      if (!values.includes(read.value)) values.push(read.value);
    }
    return values.length > most ? wrong('too-big') : ok(values);
  };
}

export const county: ReadCell<string> = (said, world) => world.county(said);
export const subject: ReadCell<string> = (said, world) => world.subject(said);

export const email: ReadCell<string> = (said) => {
  const address = plain(said).toLowerCase();
  if (address.length > 254) return wrong('too-big');
  return /^[^\s@<>()[\]\\,;:"']+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(address) ? ok(address) : wrong('wrong-form');
};

const spelled = [
  /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/,
  /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})[日号]?$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
];
/** Spreadsheets count days from here; their first two months are wrong by one, and before anything that is imported. */
const spreadsheetEpoch = DateTime.fromISO('1899-12-30', { zone: 'utc' });
const spreadsheetDays = { first: 7306, last: 80_000 } as const;

/** A day in any of the usual spellings: 2019-07-05, 2019/7/5, 2019年7月5日, 20190705, or a spreadsheet's number of days. */
export const day: ReadCell<string> = (said) => {
  const typed = plain(said)
    .replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
    .replace(/\s+/g, '');
  if (/^\d{4,5}(\.\d+)?$/.test(typed)) return dayOfSerial(Math.floor(Number(typed)));
  for (const spelling of spelled) {
    const groups = spelling.exec(typed)?.groups;
    if (groups !== undefined) return dayOf(groups['year'] ?? '', groups['month'] ?? '', groups['day'] ?? '');
  }
  return /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(typed) ? wrong('ambiguous-day') : wrong('wrong-form');
};

function dayOf(year: string, month: string, dayOfMonth: string): Result<string, Wrong> {
  const iso = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  return /^(19|20|21)/.test(year) && DateTime.fromISO(iso, { zone: 'utc' }).isValid ? ok(iso) : wrong('no-such-day');
}

function dayOfSerial(serial: number): Result<string, Wrong> {
  if (serial < spreadsheetDays.first || serial > spreadsheetDays.last) return wrong('no-such-day');
  return ok(spreadsheetEpoch.plus({ days: serial }).toISODate() ?? '');
}

/** A word without what people write differently: width, case, spaces, hyphens. */
export function folded(word: string): string {
  return plain(word)
    .toLowerCase()
    .replace(/[\s_\-·.’'"]+/g, '');
}
