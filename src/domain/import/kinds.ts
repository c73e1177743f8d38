import { accountFaultsBetween, accountFields, accountKey, type AccountRecord } from './accounts.ts';
import { readRow, type Fields, type RowFault } from './field.ts';
import type { Confidence, ImportKind } from './import.ts';
import type { Mapping } from './mapping.ts';
import { personKey, placementFaultsBetween, placementFields, placementKey, type PlacementRecord } from './placements.ts';
import type { World } from './read-cell.ts';
import { requestFaultsBetween, requestFields, requestKey, type RequestRecord } from './requests.ts';
import { stationFaultsBetween, stationFields, stationKey, type StationRecord } from './stations.ts';

export type RecordOfKind = {
  readonly stations: StationRecord;
  readonly accounts: AccountRecord;
  readonly placements: PlacementRecord;
  readonly requests: RequestRecord;
};

/** What a row says, once it has been read. */
export type ReadRow = {
  readonly record: RecordOfKind[ImportKind];
  /** By what the thing is known again. */
  readonly key: string;
  /** Whose days they are, of what nobody does twice at once. */
  readonly person: string | null;
  readonly startDay: string | null;
  readonly endDay: string | null;
  readonly confidence: Confidence;
};

type Kind<R> = {
  readonly fields: Fields;
  readonly between: (record: Partial<R>, today: string) => readonly RowFault[];
  readonly said: (record: R) => ReadRow;
};

const plainly = { person: null, startDay: null, endDay: null, confidence: 'certain' } as const;

const kinds: { readonly [K in ImportKind]: Kind<RecordOfKind[K]> } = {
  stations: { fields: stationFields, between: stationFaultsBetween, said: (record) => ({ ...plainly, record, key: stationKey(record) }) },
  accounts: { fields: accountFields, between: accountFaultsBetween, said: (record) => ({ ...plainly, record, key: accountKey(record) }) },
  placements: {
    fields: placementFields,
    between: placementFaultsBetween,
    said: (record) => ({
      record,
      key: placementKey(record),
      person: personKey(record),
      startDay: record.startDay,
      endDay: record.endDay,
      confidence: record.confidence ?? 'certain',
    }),
  },
  requests: { fields: requestFields, between: requestFaultsBetween, said: (record) => ({ ...plainly, record, key: requestKey(record) }) },
};

/** The fields that a file of this kind can fill. */
export function fieldsOf(kind: ImportKind): Fields {
  return kinds[kind].fields;
}

/** May several rows of a file be one thing? Of a request each row is a line. */
export function hasManyRows(kind: ImportKind): boolean {
  return kind === 'requests';
}

export type Reading = { readonly mapping: Mapping; readonly world: World; readonly today: string };

/** Reads a row of the file: what it says, or every fault of it at once. */
export function readCells(
  kind: ImportKind,
  cells: readonly string[],
  { mapping, world, today }: Reading,
): { readonly row?: ReadRow; readonly faults: readonly RowFault[] } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields and the record are of one kind
  const { fields, between, said } = kinds[kind] as Kind<RecordOfKind[ImportKind]>;
  const read = readRow(fields, (field) => trimmed(cells[mapping[field] ?? -1] ?? ''), world);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  const record = read.record as Partial<RecordOfKind[ImportKind]>;
  const faults = [...read.faults, ...between(record, today)];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no field is missing where there is no fault
  return faults.length > 0 ? { faults } : { row: said(record as RecordOfKind[ImportKind]), faults };
}

/** Without the space around it; an apostrophe that keeps a spreadsheet from taking the text for a formula is not part of it. */
function trimmed(cell: string): string {
  return cell.replace(/^[\s\uFEFF]+|[\s\uFEFF]+$/g, '').replace(/^'(?=[=+\-@])/, '');
}
