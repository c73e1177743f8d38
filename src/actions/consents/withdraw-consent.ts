import { authorise } from '../../domain/actor.ts';
import { isCheckedText, type CheckedText } from '../../domain/consent.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { lockClearedOfKind, saveClearance } from '../../db/queries/clearances.ts';
import { lockConsent, saveConsent, type Consent } from '../../db/queries/texts.ts';
import { deleteHealthNote, deleteIdentityDocument } from '../../db/queries/identity.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/**
 * Takes a consent back: from now on nothing more is done on its ground, what was kept on it alone goes, and a check that it
 * cleared ends. What was done stays done.
 */
export async function withdrawConsent(context: ActionContext, id: string): Promise<Result<Consent, CommonFailure>> {
  const may = authorise(context.actor, 'me.consent');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const consent = await lockConsent(db, id);
    if (consent === undefined || consent.accountId !== accountIdOf(context.actor)) return fail(notFound('consent'));
    if (consent.withdrawnAt !== null) return ok(consent);
    const withdrawn = await saveConsent(db, id, instantOf(context.now));
    const { accountId, kind, version } = consent;
    const about = { thing: 'consent', thingId: id, event: 'consent.withdrawn', subjectId: accountId };
    await record(inside, { ...about, details: { kind, version } });
    if (isCheckedText(kind)) await asConsequence(db, context.actor, async () => revokeChecks(inside, accountId, kind, version));
    if (kind === 'sensitive_data') await letGo(inside, accountId);
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

/** Ends the checks that rest on this very consent. */
async function revokeChecks(context: ActionContext, accountId: string, kind: CheckedText, version: number): Promise<void> {
  for (const { id, textVersion } of await lockClearedOfKind(context.db, accountId, kind)) {
    if (textVersion !== version) continue;
    await saveClearance(context.db, id, { state: 'revoked' });
    const about = { thing: 'clearance', thingId: id, event: 'clearance.revoked', subjectId: accountId };
    await record(context, { ...about, from: 'cleared', to: 'revoked' });
  }
}
