import { importAtWork, importLifecycle } from '../../domain/import/import.ts';
import { move } from '../../domain/lifecycle.ts';
import { ok, type Result } from '../../domain/result.ts';
import { saveImport, type Import } from '../../db/queries/imports.ts';
import { instantOf, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { heldImport } from './held-import.ts';

/** Stops an import: at once where no job is at it, else as soon as the job looks up. What was written row by row stays. */
export async function stopImport(context: ActionContext, id: string): Promise<Result<Import, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const found = await heldImport({ ...context, db }, id);
    if (!found.ok) return found;
    const held = found.value;
    const moved = move(importLifecycle, held.state, 'stop');
    if (!moved.ok) return moved;
    const now = instantOf(context.now);
    if (importAtWork.includes(held.state) && held.heartbeatAt !== null) return ok(await saveImport(db, id, { stopRequestedAt: now }));

    const stopped = await saveImport(db, id, { state: moved.value, stopRequestedAt: now, finishedAt: now });
    await record({ ...context, db }, { thing: 'import', thingId: id, event: 'import.stopped', from: held.state, to: moved.value });
    return ok(stopped);
  });
}
