import { authorise, type Refusal } from '../../domain/actor.ts';
import { importLifecycle, mostRows, type ImportKind, type ImportMode } from '../../domain/import/import.ts';
import { fieldsOf } from '../../domain/import/kinds.ts';
import { headerRowOf, headersKey, proposeMapping, recalledMapping, unmappedFields, type Mapping } from '../../domain/import/mapping.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Connection } from '../../db/client.ts';
import { findMapping, insertImport, saveImport, type Import } from '../../db/queries/imports.ts';
import { insertFileRows, type FileRow } from '../../db/queries/import-rows.ts';
import { accountIdOf, type ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { FileRefused, unreadableFile, type FileTooLarge, type FileUnreadable } from './file-refused.ts';
import { fileRows, type FileFacts, type SentFile } from './read-file.ts';

export type ReceiveFileError = Refusal | FileUnreadable | FileTooLarge;

export type Wanted = { readonly kind: ImportKind; readonly mode: ImportMode; readonly submits?: boolean };

/** So many rows at the head of a file are looked at for the one that names the columns. */
const headRows = 20;
const rowsAStatement = 1000;

/**
 * Takes a file in: its rows are laid down as they come, and its columns matched with the fields, as they were for such a file before or by
 * their names. Where that leaves no field open that must be filled, the file is checked at once. A file that cannot be read leaves nothing.
 */
export async function receiveFile(context: ActionContext, wanted: Wanted, sent: SentFile): Promise<Result<Import, ReceiveFileError>> {
  const may = authorise(context.actor, wanted.kind === 'accounts' ? 'import.accounts' : 'import.run');
  if (!may.ok) return may;

  try {
    return ok(await context.db.transaction(async (db) => layDown({ ...context, db }, wanted, sent)));
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.failure);
    throw error;
  }
}

async function layDown(context: ActionContext, wanted: Wanted, sent: SentFile): Promise<Import> {
  const { db } = context;
  const facts: FileFacts = { format: 'csv', encoding: null, bytes: 0, sha256: '' };
  const rows = fileRows(sent, facts);
  const head = await firstRows(rows);
  const named = headerRowOf(
    fieldsOf(wanted.kind),
    head.slice(0, headRows).map(({ cells }) => cells),
  );
  const header = head[named];
  if (header === undefined) throw unreadableFile('empty');
  if (header.cells.filter((cell) => cell.trim() !== '').length < 2) throw unreadableFile('no-columns', header.line);
  const headers = header.cells.map((cell) => cell.trim());
  const mapping = await mappingFor(db, wanted.kind, headers);
  const begun = await insertImport(db, {
    ...wanted,
    fileName: sent.name,
    fileFormat: facts.format,
    fileBytes: 0,
    fileSha256: '',
    headerLine: header.line,
    headers,
    mapping,
    rows: 0,
    requestedBy: accountIdOf(context.actor) ?? '',
  });
  const count = await layRows(db, begun.id, head.slice(named + 1), rows);
  if (count === 0) throw unreadableFile('empty', header.line);
  const { format, encoding, bytes, sha256 } = facts;
  const received = await saveImport(db, begun.id, {
    fileFormat: format,
    encoding: format === 'csv' ? encoding : null,
    fileBytes: bytes,
    fileSha256: sha256,
    rows: count,
  });
  await record(context, {
    thing: 'import',
    thingId: begun.id,
    event: 'import.received',
    to: 'received',
    details: { kind: wanted.kind, fileName: sent.name, rows: count, sha256 },
  });
  return unmappedFields(fieldsOf(wanted.kind), mapping).length > 0 ? received : beginCheck(context, received);
}

/** Has the job check the rows under the mapping as it stands. */
export async function beginCheck(context: ActionContext, held: Import): Promise<Import> {
  const moved = move(importLifecycle, held.state, 'check');
  if (!moved.ok) throw new Error('an import is checked in a state in which it cannot be');
  const afresh = { attempts: 0, progress: 0, cursor: '', heartbeatAt: null, stopRequestedAt: null, failure: null, finishedAt: null };
  const counts = { newRows: null, changedRows: null, sameRows: null, faultyRows: null, checkedAt: null, written: 0 };
  const checking = await saveImport(context.db, held.id, { state: moved.value, ...afresh, ...counts });
  await record(context, { thing: 'import', thingId: held.id, event: 'import.checking', from: held.state, to: moved.value });
  return checking;
}

async function firstRows(rows: AsyncGenerator<FileRow[]>): Promise<FileRow[]> {
  const head: FileRow[] = [];
  while (head.length < headRows) {
    const next = await rows.next();
    if (next.done === true) break;
    head.push(...next.value);
  }
  return head;
}

/** Lays rows down in parts of one size, whatever the pieces in which they come; gives how many there were. */
async function layRows(db: Connection, importId: string, head: readonly FileRow[], rest: AsyncGenerator<FileRow[]>): Promise<number> {
  let count = 0;
  let held = [...head];
  const lay = async (part: readonly FileRow[]) => {
    count += part.length;
    if (count > mostRows) throw unreadableFile('too-many-rows');
    if (part.length > 0) await insertFileRows(db, importId, part);
  };
  for await (const rows of rest) {
    held.push(...rows);
    while (held.length >= rowsAStatement) {
      await lay(held.slice(0, rowsAStatement));
      held = held.slice(rowsAStatement);
    }
  }
  await lay(held);
  return count;
}

/** The mapping that somebody made for such columns before, else what the columns' names say. */
async function mappingFor(db: Connection, kind: ImportKind, headers: readonly string[]): Promise<Mapping> {
  const remembered = await findMapping(db, kind, headersKey(headers));
  return remembered === undefined ? proposeMapping(fieldsOf(kind), headers) : recalledMapping(remembered, headers);
}
