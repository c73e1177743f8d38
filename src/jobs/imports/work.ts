import type { Connection } from '../../db/client.ts';
import type { Import } from '../../db/queries/imports.ts';
import type { StagedRow, WeighedRow } from '../../db/queries/import-rows.ts';
import type { RecordContext } from '../../actions/record.ts';
import type { FieldKeys } from '../../db/field-keys.ts';

export type RowToWrite = StagedRow & WeighedRow;
export type WritingContext = RecordContext & { readonly keys: FieldKeys; readonly siteUrl: string; readonly imported: Import };

/** What rows of one kind do to what is on record. */
export type ImportWork = {
  /** The field at which it is said that a file names the same thing twice. */
  readonly keyField: string;
  /** The field at which it is said that somebody is in two places at once, of what nobody does twice at once. */
  readonly overlapField?: string;
  /** Whether each row is new, changes something, says what is on record, or cannot be; changes nothing. */
  readonly weigh: (db: Connection, rows: readonly StagedRow[], imported: Import) => Promise<WeighedRow[]>;
  /** Writes what is new or changed, with its events and where it comes from. Gives what became of each line. */
  readonly write: (context: WritingContext, rows: readonly RowToWrite[]) => Promise<ReadonlyMap<number, string>>;
};
