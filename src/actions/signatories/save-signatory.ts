import { authorise } from '../../domain/actor.ts';
import type { SignatoryInput } from '../../domain/certificate.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSignatory, insertSignatory, listSignatories, saveSignatory as save, type Signatory } from '../../db/queries/signatories.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type SaveSignatoryError = CommonFailure | { readonly kind: 'offices-overlap'; readonly with: string };

/** Enters who signs certificates on which days, or changes it. Certificates that were issued stay as they are. */
export async function saveSignatory(
  context: ActionContext,
  input: SignatoryInput,
  id?: string,
): Promise<Result<Signatory, SaveSignatoryError>> {
  const may = authorise(context.actor, 'signatory.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    if (id !== undefined && (await findSignatory(db, id)) === undefined) return fail(notFound('signatory'));
    if (input.throughDay !== null && input.throughDay < input.fromDay) {
      return fail({ kind: 'invalid', faults: [{ pointer: '/throughDay', code: 'ends-before-start' }] });
    }
    const others = (await listSignatories(db)).filter((other) => other.id !== id);
    const met = others.find((other) => overlap(other, input));
    if (met !== undefined) return fail({ kind: 'offices-overlap', with: met.nameEn });

    const saved = id === undefined ? await insertSignatory(db, input) : await save(db, id, input);
    if (saved === undefined) return fail(notFound('signatory'));
    const event = id === undefined ? 'signatory.entered' : 'signatory.changed';
    await record({ ...context, db }, { thing: 'signatory', thingId: saved.id, event });
    return ok(saved);
  });
}

type InOffice = Pick<SignatoryInput, 'fromDay' | 'throughDay'>;

function overlap(a: InOffice, b: InOffice): boolean {
  return a.fromDay <= (b.throughDay ?? a.fromDay) && b.fromDay <= (a.throughDay ?? b.fromDay);
}
