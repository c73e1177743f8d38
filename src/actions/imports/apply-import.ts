import { importLifecycle, type ImportMode } from '../../domain/import/import.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { saveImport, type Import } from '../../db/queries/imports.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { heldImport } from './held-import.ts';

export type ApplyImportError = CommonFailure | { readonly kind: 'import-has-faults'; readonly faulty: number };

/** Has what was checked written: all of it, which needs every row to be sound, or the sound rows alone. */
export async function applyImport(context: ActionContext, id: string, mode?: ImportMode): Promise<Result<Import, ApplyImportError>> {
  return context.db.transaction(async (db) => {
    const found = await heldImport({ ...context, db }, id);
    if (!found.ok) return found;
    const held = found.value;
    const moved = move(importLifecycle, held.state, 'apply');
    if (!moved.ok) return moved;
    const wanted = mode ?? held.mode;
    const faulty = held.faultyRows ?? 0;
    if (wanted === 'all' && faulty > 0) return fail({ kind: 'import-has-faults', faulty });

    const afresh = { attempts: 0, progress: 0, cursor: '', heartbeatAt: null, stopRequestedAt: null, failure: null };
    const applying = await saveImport(db, id, { state: moved.value, mode: wanted, ...afresh });
    const happening = {
      thing: 'import',
      thingId: id,
      event: 'import.applying',
      from: held.state,
      to: moved.value,
      details: { mode: wanted },
    };
    await record({ ...context, db }, happening);
    return ok(applying);
  });
}
