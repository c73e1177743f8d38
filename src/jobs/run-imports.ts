import { instantOf } from '../actions/context.ts';
import { record, type RecordContext } from '../actions/record.ts';
import type { Connection } from '../db/client.ts';
import { isLostConnection } from '../db/error-code.ts';
import { beatImport, lockDueImport, lockImport, saveImport, type Import } from '../db/queries/imports.ts';
import { countVerdicts, saveWeighedRows } from '../db/queries/import-rows.ts';
import { importLifecycle, type ImportMove, type RowCounts } from '../domain/import/import.ts';
import { move } from '../domain/lifecycle.ts';
import { applyAll, applyRowByRow, ChangedMeanwhile, isRefusal } from './imports/apply-rows.ts';
import { checkRows, type Beat } from './imports/check-rows.ts';
import { asSystem, type JobContext, type PostContext } from './job.ts';

const name = 'run-imports';

/** A job that says nothing for this long is taken for dead, and its import is taken up again. */
const silentSeconds = 120;
const mostAttempts = 3;

class Stopped extends Error {}
/** The database's rules refuse what is all or nothing. */
class Refused extends Error {}
/** Another job took the import up meanwhile: that one's word counts. */
class Lost extends Error {}

/** Checks or writes the oldest import that is due, if there is one; gives whether there was. Run twice it has the effect of one. */
export async function runImports(job: PostContext): Promise<boolean> {
  const imported = await claimImport(job);
  if (imported === undefined) return false;
  if (imported.state === 'failed') return true;
  try {
    await (imported.state === 'checking' ? check(job, imported) : apply(job, imported));
  } catch (error) {
    await answerEnd(job, imported, error);
  }
  return true;
}

function contextOf({ now }: Pick<JobContext, 'now'>, db: Connection): RecordContext {
  return { actor: { kind: 'system', job: name }, now: now(), db };
}

async function claimImport(job: JobContext): Promise<Import | undefined> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const due = await lockDueImport(db, instantOf(now.minus({ seconds: silentSeconds })));
    if (due === undefined) return undefined;
    if (due.attempts >= mostAttempts) {
      await end(job, db, due, 'fail', { failure: 'died' });
      return { ...due, state: 'failed' };
    }
    return saveImport(db, due.id, { attempts: due.attempts + 1, heartbeatAt: instantOf(now) });
  });
}

function beatOf(job: JobContext, { id, attempts }: Import): Beat {
  return async (progress) => {
    const at = instantOf(job.now());
    const told = await asSystem(job, name, async (db) => beatImport(db, id, { at, progress: Math.min(1, progress), attempts }));
    if (told === 'stop') throw new Stopped();
    if (told === 'lost') throw new Lost();
  };
}

async function check(job: PostContext, imported: Import): Promise<void> {
  const counts = await checkRows(job, name, imported, beatOf(job, imported));
  await asSystem(job, name, async (db) => {
    const change = { ...countsOf(counts), checkedAt: instantOf(job.now()), progress: 1 };
    await end(job, db, imported, 'finish-check', change, { ...counts });
  });
}

async function apply(job: PostContext, imported: Import): Promise<void> {
  const applying = { job, name, imported, beat: beatOf(job, imported) };
  const finish = async (db: Connection, written: number) => {
    const counts = await countVerdicts(db, imported.id);
    await end(job, db, imported, 'finish', { ...countsOf(counts), written, progress: 1 }, { ...counts, written });
  };
  if (imported.mode === 'all') return applyAll(applying, finish);
  await applyRowByRow(applying);
  await asSystem(job, name, async (db) => finish(db, (await lockImport(db, imported.id))?.written ?? 0));
}

function countsOf({ new: newRows, changed: changedRows, same: sameRows, faulty: faultyRows }: RowCounts) {
  return { newRows, changedRows, sameRows, faultyRows };
}

/** What is written down of an import that did not come to its end; what nobody expected is thrown on. */
async function answerEnd(job: PostContext, imported: Import, error: unknown): Promise<void> {
  if (error instanceof Lost) return;
  // It is taken up again like that of a job that died.
  if (isLostConnection(error)) throw error;
  if (isRefusal(error)) return answerEnd(job, imported, new Refused());
  await asSystem(job, name, async (db) => {
    if (error instanceof Stopped) return end(job, db, imported, 'stop', {});
    if (error instanceof ChangedMeanwhile) {
      await saveWeighedRows(db, imported.id, error.rows);
      return end(job, db, imported, 'fail', { failure: 'changed', ...countsOf(await countVerdicts(db, imported.id)) });
    }
    // What the database said may hold what the file says of people: it goes to the log of faults alone.
    return end(job, db, imported, 'fail', { failure: error instanceof Refused ? 'refused' : 'fault' });
  });
  if (!(error instanceof Stopped || error instanceof ChangedMeanwhile || error instanceof Refused)) throw error;
}

type Ending = Parameters<typeof saveImport>[2];

async function end(
  job: JobContext,
  db: Connection,
  { id, attempts }: Import,
  wanted: ImportMove,
  change: Ending,
  details: Record<string, unknown> = {},
): Promise<void> {
  const held = await lockImport(db, id);
  const moved = held && move(importLifecycle, held.state, wanted);
  // Thrown, so that what was written in the same transaction is undone.
  if (held === undefined || moved?.ok !== true || held.attempts !== attempts) throw new Lost();
  const finished = wanted === 'finish-check' ? {} : { finishedAt: instantOf(job.now()) };
  await saveImport(db, id, { state: moved.value, heartbeatAt: null, ...finished, ...change });
  const about = { thing: 'import', thingId: id, event: `import.${moved.value}`, from: held.state, to: moved.value, details };
  await record(contextOf(job, db), { ...about, ...(typeof change.failure === 'string' ? { reason: change.failure } : {}) });
}
