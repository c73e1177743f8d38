import type { Result } from '../result.ts';
import type { CellFault, ReadCell, World, Wrong } from './read-cell.ts';

/** What one column of a file can fill. */
export type Field<T, Required extends boolean = boolean> = {
  readonly zh: string;
  readonly en: string;
  /** What else people write above such a column. */
  readonly also: readonly string[];
  readonly required: Required;
  readonly read: ReadCell<T>;
};
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a row says, once it has no fault. */
export type RecordOf<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Field<infer T, true> ? T : F[Name] extends Field<infer T> ? T | null : never;
};

/** What is wrong with a row: in which field, and where another row is meant, at which line. */
export type RowFault = { readonly field: string; readonly code: RowFaultCode; readonly line?: number };
export type RowFaultCode =
  | CellFault
  | 'missing'
  | 'ends-before-start'
  | 'fewer-than-rooms'
  | 'twice'
  | 'overlaps-line'
  | 'overlaps-record'
  | 'county-missing'
  | 'county-without-role'
  | 'profile-incomplete'
  | 'not-a-partner'
  | 'season-unknown'
  | 'season-not-open'
  | 'season-not-closed'
  | 'outside-season'
  | 'minimum-above-ideal'
  | 'ideal-above-maximum'
  | 'differs-from-line'
  | 'other-row-faulty'
  | 'recorded-otherwise'
  | 'not-a-draft'
  | 'more-than-term'
  | 'in-the-future'
  | 'roles-kept'
  | 'barred'
  | 'account-closed'
  | 'refused';

type Says<T> = readonly [zh: string, en: string, ...also: string[]] & { readonly of?: T };

export function needed<T>([zh, en, ...also]: Says<T>, read: ReadCell<T>): Field<T, true> {
  return { zh, en, also, required: true, read };
}

export function optional<T>([zh, en, ...also]: Says<T>, read: ReadCell<T>): Field<T, false> {
  return { zh, en, also, required: false, read };
}

/** What a row says, field by field, and every fault of it at once. */
export function readRow<F extends Fields>(
  fields: F,
  textOf: (field: string) => string,
  world: World,
): { readonly record: Partial<RecordOf<F>>; readonly faults: readonly RowFault[] } {
  const record: Record<string, unknown> = {};
  const faults: RowFault[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const text = textOf(name);
    if (text === '') {
      if (field.required) faults.push({ field: name, code: 'missing' });
      else record[name] = null;
      continue;
    }
    const read: Result<unknown, Wrong> = field.read(text, world);
    if (read.ok) record[name] = read.value;
    else faults.push({ field: name, code: read.error.kind });
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field's reader gave its own value
  return { record: record as Partial<RecordOf<F>>, faults };
}
