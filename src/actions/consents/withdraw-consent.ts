import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockConsent, saveConsent, type Consent } from '../../db/queries/texts.ts';
import { deleteHealthNote, deleteIdentityDocument } from '../../db/queries/identity.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/**
 * Takes a consent back: from now on nothing more is done on its ground, and what was kept on it alone goes. What was done
 * stays done.
 */
export async function withdrawConsent(context: ActionContext, id: string): Promise<Result<Consent, CommonFailure>> {
  const may = authorise(context.actor, 'me.consent');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const consent = await lockConsent(db, id);
    if (consent === undefined || consent.accountId !== accountIdOf(context.actor)) return fail(notFound('consent'));
    if (consent.withdrawnAt !== null) return ok(consent);
    const withdrawn = await saveConsent(db, id, instantOf(context.now));
    const details = { kind: consent.kind, version: consent.version };
    const about = { thing: 'consent', thingId: id, event: 'consent.withdrawn', subjectId: consent.accountId };
    await record({ ...context, db }, { ...about, details });
    if (consent.kind === 'sensitive_data') await letGo({ ...context, db }, consent.accountId);
    return ok(withdrawn);
  });
}

async function letGo(context: ActionContext, accountId: string): Promise<void> {
  await deleteIdentityDocument(context.db, accountId);
  await deleteHealthNote(context.db, accountId);
  const about = { thingId: accountId, subjectId: accountId, reason: 'consent withdrawn' };
  await record(context, { ...about, thing: 'identity', event: 'identity.removed' });
  await record(context, { ...about, thing: 'health_note', event: 'health_note.removed' });
}
