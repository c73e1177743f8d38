import { importLifecycle, mappableStates, type ImportPatch, type ImportState } from '../../domain/import/import.ts';
import { fieldsOf } from '../../domain/import/kinds.ts';
import type { Mapping } from '../../domain/import/mapping.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { saveImport, type Import } from '../../db/queries/imports.ts';
import { notEditable, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';
import { heldImport } from './held-import.ts';

export type ChangeImportError = CommonFailure;

/** Says anew which column fills which field, or whether all rows count or none; a check under other columns counts no more. */
export async function changeImport(
  context: ActionContext,
  id: string,
  patch: ImportPatch,
  version: number,
): Promise<Result<Import, ChangeImportError>> {
  return context.db.transaction(async (db) => {
    const found = await heldImport({ ...context, db }, id);
    if (!found.ok) return found;
    const held = found.value;
    if (held.version !== version) return fail({ kind: 'stale', version: held.version });
    if (!mappableStates.includes(held.state)) return fail(notEditable(importLifecycle, held.state));
    const { mapping = held.mapping, mode = held.mode, submits = held.submits } = patch;
    const faults = mappingFaults(held, mapping);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const state = stateUnder(held, mapping);
    const changed = await saveImport(db, id, { mapping, mode, submits, state });
    if (state === held.state) return ok(changed);
    await record({ ...context, db }, { thing: 'import', thingId: id, event: 'import.mapped', from: held.state, to: state });
    return ok(changed);
  });
}

/** What was checked under other columns is no longer checked. */
function stateUnder(held: Import, mapping: Mapping): ImportState {
  if (held.state !== 'checked' || sameMapping(mapping, held.mapping)) return held.state;
  const moved = move(importLifecycle, held.state, 'map');
  return moved.ok ? moved.value : held.state;
}

function mappingFaults({ kind, headers }: Import, mapping: Mapping): Fault[] {
  const fields = fieldsOf(kind);
  const columns = Object.entries(mapping);
  return columns.flatMap(([field, column], i) => {
    const pointer = `/mapping/${field}`;
    if (fields[field] === undefined) return [{ pointer, code: 'unknown-field' }];
    if (column >= headers.length) return [{ pointer, code: 'unknown' }];
    return columns.slice(0, i).some(([, other]) => other === column) ? [{ pointer, code: 'twice' }] : [];
  });
}

function sameMapping(a: Mapping, b: Mapping): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
