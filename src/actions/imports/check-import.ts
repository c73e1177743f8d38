import { importLifecycle } from '../../domain/import/import.ts';
import { fieldsOf } from '../../domain/import/kinds.ts';
import { headersKey, namedMapping, unmappedFields } from '../../domain/import/mapping.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { rememberMapping, type Import } from '../../db/queries/imports.ts';
import { accountIdOf, instantOf, type ActionContext, type CommonFailure } from '../context.ts';
import { heldImport } from './held-import.ts';
import { beginCheck } from './receive-file.ts';

/** Has every row checked without changing anything, and remembers the mapping for the next file with such columns. */
export async function checkImport(context: ActionContext, id: string): Promise<Result<Import, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const found = await heldImport({ ...context, db }, id);
    if (!found.ok) return found;
    const held = found.value;
    const moved = move(importLifecycle, held.state, 'check');
    if (!moved.ok) return moved;
    if (held.clearedAt !== null) return fail({ kind: 'invalid', faults: [{ pointer: '', code: 'rows-let-go' }] });
    const open = unmappedFields(fieldsOf(held.kind), held.mapping);
    if (open.length > 0) return fail({ kind: 'invalid', faults: open.map((field) => ({ pointer: `/mapping/${field}`, code: 'missing' })) });

    await rememberMapping(db, {
      kind: held.kind,
      headersKey: headersKey(held.headers),
      named: namedMapping(held.mapping, held.headers),
      savedBy: accountIdOf(context.actor) ?? '',
      savedAt: instantOf(context.now),
    });
    return ok(await beginCheck({ ...context, db }, held));
  });
}
