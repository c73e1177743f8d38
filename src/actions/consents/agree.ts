import { authorise, type Refusal } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { agreementMonths, isCheckedText, type CheckedText, type TextKind } from '../../domain/consent.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findPendingClearance, insertClearance, saveClearance } from '../../db/queries/clearances.ts';
import { findConsent, findText, insertConsent, type Consent } from '../../db/queries/texts.ts';
import { accountIdOf, instantOf, type ActionContext } from '../context.ts';
import { record } from '../record.ts';

export type AgreeError = Refusal | { readonly kind: 'text-changed'; readonly text: TextKind; readonly version: number | null };

/**
 * Agrees to a text in the version that was shown; one that is no longer in force is refused, since something else would be
 * agreed to. Agreeing to a text that is a check clears it: nobody need verify what the person does here themself.
 */
export async function agree(context: ActionContext, kind: TextKind, version: number): Promise<Result<Consent, AgreeError>> {
  const may = authorise(context.actor, 'me.consent');
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  return context.db.transaction(async (db) => {
    const text = await findText(db, kind);
    if (text?.version !== version) return fail({ kind: 'text-changed', text: kind, version: text?.version ?? null });
    const known = await findConsent(db, accountId, kind, version);
    const consent = known ?? (await insertConsent(db, { accountId, kind, version, givenAt: instantOf(context.now) }));
    const inside = { ...context, db };
    if (known === undefined) {
      const details = { kind, version };
      await record(inside, { thing: 'consent', thingId: consent.id, event: 'consent.given', subjectId: accountId, details });
    }
    if (isCheckedText(kind)) await asConsequence(db, context.actor, async () => clearByAgreeing(inside, accountId, kind, version));
    return ok(consent);
  });
}

async function clearByAgreeing(context: ActionContext, accountId: string, kind: CheckedText, textVersion: number): Promise<void> {
  const { db, now } = context;
  const about = { thing: 'clearance', subjectId: accountId } as const;
  let clearance = await findPendingClearance(db, accountId, kind);
  if (clearance === undefined) {
    clearance = await insertClearance(db, accountId, kind);
    await record(context, { ...about, thingId: clearance.id, event: 'clearance.requested', to: 'requested' });
  }
  if (clearance.state === 'requested') {
    await saveClearance(db, clearance.id, { state: 'submitted' });
    await record(context, { ...about, thingId: clearance.id, event: 'clearance.submitted', from: 'requested', to: 'submitted' });
  }
  const validThroughDay = now.setZone(homeZone).plus({ months: agreementMonths }).toISODate() ?? '';
  await saveClearance(db, clearance.id, { state: 'cleared', validThroughDay, verifiedAt: instantOf(now), textVersion });
  await record(context, { ...about, thingId: clearance.id, event: 'clearance.cleared', from: 'submitted', to: 'cleared' });
}
