import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockImport, type Import } from '../../db/queries/imports.ts';
import { notFound, type ActionContext, type NotFound } from '../context.ts';

/** The import, held until the transaction ends, for whoever may run it; a file of accounts is an admin's. */
export async function heldImport(context: ActionContext, id: string): Promise<Result<Import, Refusal | NotFound>> {
  const may = authorise(context.actor, 'import.run');
  if (!may.ok) return may;
  const held = await lockImport(context.db, id);
  if (held === undefined) return fail(notFound('import'));
  if (held.kind === 'accounts' && !authorise(context.actor, 'import.accounts').ok) return fail(notFound('import'));
  return ok(held);
}
