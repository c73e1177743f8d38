import { sql, type SQL } from 'drizzle-orm';

import type { RowFault } from '../../domain/import/field.ts';
import type { Confidence, RowCounts, RowVerdict } from '../../domain/import/import.ts';
import type { ReadRow } from '../../domain/import/kinds.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type FileRow = { readonly line: number; readonly cells: readonly string[] };
/** A row that was read and has no fault so far. */
export type StagedRow = {
  readonly line: number;
  readonly key: string;
  readonly record: ReadRow['record'];
  readonly confidence: Confidence;
};
/** What a row would do to what is on record, or did. */
export type WeighedRow = {
  readonly line: number;
  readonly verdict: RowVerdict;
  readonly thingId: string | null;
  readonly faults: readonly RowFault[];
};
export type FaultyRow = FileRow & { readonly faults: readonly RowFault[] };

const given = (rows: readonly unknown[]): SQL => sql`${JSON.stringify(rows)}::jsonb`;

/** Lays rows of the file down as they came. */
export async function insertFileRows(db: Connection, importId: string, rows: readonly FileRow[]): Promise<void> {
  const pairs = rows.map(({ line, cells }) => [line, cells]);
  await db.execute(sql`insert into import_rows (import_id, line, cells)
    select ${importId}::uuid, (r -> 0)::int, r -> 1 from jsonb_array_elements(${given(pairs)}) r`);
}

/** Rows as they came, after a line. */
export async function listFileRows(db: Connection, importId: string, afterLine: number, limit: number): Promise<FileRow[]> {
  return [
    ...(await db.execute<FileRow>(sql`select line, cells from import_rows
      where import_id = ${importId} and line > ${afterLine} order by line limit ${limit}`)),
  ];
}

type Said = { readonly line: number; readonly row?: ReadRow; readonly faults: readonly RowFault[] };

function laidOut({ line, row, faults }: Said) {
  const verdict = faults.length > 0 ? 'faulty' : null;
  if (row === undefined) return { line, faults, verdict, record: null, key: null, person: null, confidence: null, days: null };
  const { record, key, person, confidence, startDay, endDay } = row;
  return { line, faults, verdict, record, key, person, confidence, days: startDay === null ? null : `[${startDay},${endDay ?? startDay}]` };
}

/** Writes down what rows say, or what is wrong with them; whatever was said of them before counts no more. */
export async function saveReadRows(db: Connection, importId: string, said: readonly Said[]): Promise<void> {
  const rows = said.map(laidOut);
  await db.execute(sql`update import_rows r set record = x.record, key = x.key, person = x.person, confidence = x.confidence, days = x.days::daterange,
      verdict = x.verdict, faults = x.faults, thing_id = null
    from jsonb_to_recordset(${given(rows)}) as x(line int, record jsonb, key text, person text, confidence text, days text, verdict text, faults jsonb)
    where r.import_id = ${importId} and r.line = x.line`);
}

/** A thing that the file names twice: the first line counts, each later one is a fault that says where the first is. */
export async function faultTwice(db: Connection, importId: string, field: string): Promise<void> {
  await db.execute(sql`update import_rows r set verdict = 'faulty',
      faults = r.faults || jsonb_build_array(jsonb_build_object('field', ${field}::text, 'code', 'twice', 'line', first.line))
    from (select key, min(line) as line from import_rows where import_id = ${importId} and key is not null group by key having count(*) > 1) first
    where r.import_id = ${importId} and r.key = first.key and r.line > first.line`);
}

/** A person in two places at once: the later line is a fault that says which other line is meant. */
export async function faultOverlaps(db: Connection, importId: string, field: string): Promise<void> {
  await db.execute(sql`update import_rows r set verdict = 'faulty',
      faults = r.faults || jsonb_build_array(jsonb_build_object('field', ${field}::text, 'code', 'overlaps-line', 'line', other.line))
    from (select b.line as later, min(a.line) as line from import_rows a join import_rows b
        on b.import_id = a.import_id and b.person = a.person and b.line > a.line and b.days && a.days and b.key <> a.key
      where a.import_id = ${importId} and a.person is not null and a.verdict is distinct from 'faulty' and b.verdict is distinct from 'faulty'
      group by b.line) other
    where r.import_id = ${importId} and r.line = other.later`);
}

/** The next rows without a fault by their keys; all rows of a key together. */
export async function listStagedRows(db: Connection, importId: string, afterKey: string, keys: number): Promise<StagedRow[]> {
  return [
    ...(await db.execute<StagedRow>(sql`
      with next as (select distinct key from import_rows where import_id = ${importId} and key > ${afterKey} and verdict is distinct from 'faulty'
        order by key limit ${keys})
      select r.line, r.key, r.record, r.confidence from import_rows r join next on next.key = r.key
      where r.import_id = ${importId} and r.verdict is distinct from 'faulty' order by r.key, r.line`)),
  ];
}

/** Lines with faults among the rows of these keys, for things that have several rows. */
export async function listFaultyLines(db: Connection, importId: string, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db.execute<{ key: string; line: number }>(sql`select key, min(line) as line from import_rows
    where import_id = ${importId} and verdict = 'faulty' and key in (select jsonb_array_elements_text(${given(keys)})) group by key`);
  return new Map(rows.map(({ key, line }) => [key, line]));
}

export async function saveWeighedRows(db: Connection, importId: string, weighed: readonly WeighedRow[]): Promise<void> {
  await db.execute(sql`update import_rows r set verdict = x.verdict, faults = r.faults || x.faults, thing_id = x."thingId"
    from jsonb_to_recordset(${given(weighed)}) as x(line int, verdict text, faults jsonb, "thingId" text)
    where r.import_id = ${importId} and r.line = x.line`);
}

export async function countVerdicts(db: Connection, importId: string): Promise<RowCounts> {
  const rows = await db.execute<{ verdict: RowVerdict; count: number }>(sql`select verdict, count(*)::int as count from import_rows
    where import_id = ${importId} and verdict is not null group by verdict`);
  const of = (verdict: RowVerdict) => rows.find((row) => row.verdict === verdict)?.count ?? 0;
  return { new: of('new'), changed: of('changed'), same: of('same'), faulty: of('faulty') };
}

/** Faulty rows by their line. */
export async function listFaultyRows(
  db: Connection,
  importId: string,
  page: Pick<PageWanted, 'limit'> & { readonly afterLine: number },
): Promise<Page<FaultyRow>> {
  const rows = await db.execute<FaultyRow>(sql`select line, cells, faults from import_rows
    where import_id = ${importId} and verdict = 'faulty' and line > ${page.afterLine} order by line limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ line }) => String(line));
}
