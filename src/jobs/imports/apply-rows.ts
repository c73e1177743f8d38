import type { Connection } from '../../db/client.ts';
import { codeOf } from '../../db/error-code.ts';
import { lockKind, saveImport, type Import } from '../../db/queries/imports.ts';
import { listStagedRows, saveWeighedRows, type StagedRow, type WeighedRow } from '../../db/queries/import-rows.ts';
import { asSystem, type PostContext } from '../job.ts';
import { keysAtOnce, type Beat } from './check-rows.ts';
import type { RowToWrite } from './work.ts';
import { works } from './works.ts';

/** Rows that were sound when they were checked, and are not any more. */
export class ChangedMeanwhile extends Error {
  readonly rows: readonly WeighedRow[];
  constructor(rows: readonly WeighedRow[]) {
    super('rows changed meanwhile');
    this.rows = rows;
  }
}

type Applying = { readonly job: PostContext; readonly name: string; readonly imported: Import; readonly beat: Beat };

/** Writes every row or none, in one transaction; `last` is done in it as well. */
export async function applyAll(applying: Applying, last: (db: Connection, written: number) => Promise<void>): Promise<void> {
  const { job, name, imported, beat } = applying;
  await asSystem(job, name, async (db) => {
    await lockKind(db, imported.kind);
    let [after, done, written] = ['', 0, 0];
    for (;;) {
      const rows = await listStagedRows(db, imported.id, after, keysAtOnce);
      const end = rows.at(-1);
      if (end === undefined) break;
      const weighed = await writeRows(applying, db, rows);
      const faulty = weighed.filter(({ verdict }) => verdict === 'faulty');
      if (faulty.length > 0) throw new ChangedMeanwhile(faulty);
      after = end.key;
      done += rows.length;
      written += writtenIn(weighed);
      await beat(Math.min(0.99, done / Math.max(1, imported.rows)));
    }
    await last(db, written);
  });
}

/** Writes sound rows part by part, each with where it stands, so that a job that died is taken up again from there. */
export async function applyRowByRow({ job, name, imported, beat }: Applying): Promise<void> {
  let at = { cursor: imported.cursor, written: imported.written };
  const share = (done: number) => Math.min(0.99, done / Math.max(1, imported.rows));
  for (let done = at.written; ;) {
    const next = await applyPart({ job, name, imported, beat }, at, keysAtOnce).catch(async (error: unknown) => {
      if (!isRefusal(error)) throw error;
      return applyEach({ job, name, imported, beat }, at);
    });
    if (next === undefined) return;
    at = next;
    done += next.rows;
    await beat(share(done));
  }
}

type At = { readonly cursor: string; readonly written: number };

async function applyPart(applying: Applying, at: At, keys: number): Promise<(At & { readonly rows: number }) | undefined> {
  const { job, name, imported } = applying;
  return asSystem(job, name, async (db) => {
    await lockKind(db, imported.kind);
    const rows = await listStagedRows(db, imported.id, at.cursor, keys);
    const end = rows.at(-1);
    if (end === undefined) return undefined;
    const weighed = await writeRows(applying, db, rows);
    const next = { cursor: end.key, written: at.written + writtenIn(weighed) };
    await saveImport(db, imported.id, next);
    return { ...next, rows: rows.length };
  });
}

/** The database refused something among these rows: they are written one thing at a time, and what it refuses is a fault of that row alone. */
async function applyEach(applying: Applying, from: At): Promise<(At & { readonly rows: number }) | undefined> {
  const { job, name, imported } = applying;
  let at = from;
  let rows = 0;
  for (let i = 0; i < keysAtOnce; i += 1) {
    const next = await applyPart(applying, at, 1).catch(async (error: unknown) => {
      if (!isRefusal(error)) throw error;
      return asSystem(job, name, async (db) => {
        const refused = await listStagedRows(db, imported.id, at.cursor, 1);
        const faults = [{ field: works[imported.kind].keyField, code: 'refused' as const }];
        await saveWeighedRows(
          db,
          imported.id,
          refused.map(({ line }) => ({ line, verdict: 'faulty', thingId: null, faults })),
        );
        const cursor = refused.at(-1)?.key ?? at.cursor;
        await saveImport(db, imported.id, { cursor });
        return { cursor, written: at.written, rows: refused.length };
      });
    });
    if (next === undefined) break;
    at = next;
    rows += next.rows;
  }
  return rows === 0 ? undefined : { ...at, rows };
}

async function writeRows({ job, name, imported }: Applying, db: Connection, rows: readonly StagedRow[]): Promise<WeighedRow[]> {
  const work = works[imported.kind];
  const weighed = await work.weigh(db, rows, imported);
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const toWrite = weighed.flatMap((row): RowToWrite[] => {
    const staged = byLine.get(row.line);
    return staged !== undefined && (row.verdict === 'new' || row.verdict === 'changed') ? [{ ...staged, ...row }] : [];
  });
  const context = { actor: { kind: 'system', job: name } as const, now: job.now(), db, keys: job.keys, siteUrl: job.siteUrl, imported };
  const became = toWrite.length === 0 ? new Map<number, string>() : await work.write(context, toWrite);
  const settled = weighed.map((row) => ({ ...row, thingId: became.get(row.line) ?? row.thingId }));
  await saveWeighedRows(db, imported.id, settled);
  return settled;
}

function writtenIn(rows: readonly WeighedRow[]): number {
  return rows.filter(({ verdict }) => verdict === 'new' || verdict === 'changed').length;
}

/** What the database's own rules refuse (SQLSTATE class 23), not what is wrong with the statement or the connection. */
export function isRefusal(error: unknown): boolean {
  return codeOf(error)?.startsWith('23') === true;
}
