import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deleteHealthNote, healthPlace, saveHealthNote } from '../../db/queries/identity.ts';
import { accountIdOf, instantOf, type ActionContext } from '../context.ts';
import { missingConsents, type ConsentsMissing } from '../consents/missing-consents.ts';
import { record } from '../record.ts';

export type GiveHealthNoteError = Refusal | ConsentsMissing;

/** Keeps what the actor says of their health, encrypted; an empty text takes it back. */
export async function giveHealthNote(
  context: ActionContext,
  text: string,
): Promise<Result<{ readonly text: string }, GiveHealthNoteError>> {
  const may = authorise(context.actor, 'me.change');
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const about = { thing: 'health_note', thingId: accountId, subjectId: accountId };
    if (text === '') {
      await deleteHealthNote(db, accountId);
      await record(inside, { ...about, event: 'health_note.removed' });
      return ok({ text });
    }
    const missing = await missingConsents(inside, accountId, ['sensitive_data']);
    if (missing !== undefined) return fail(missing);
    const sealedText = await context.keys.seal(text, healthPlace(accountId));
    await saveHealthNote(db, { accountId, sealedText, updatedAt: instantOf(context.now) });
    await record(inside, { ...about, event: 'health_note.given' });
    return ok({ text });
  });
}
