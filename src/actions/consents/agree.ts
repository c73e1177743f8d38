import { authorise, type Refusal } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { agreementMonths, isCheckedText, type TextKind } from '../../domain/consent.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findConsent, findText, insertConsent, type Consent } from '../../db/queries/texts.ts';
import { clearFor } from '../clearances/clear-for.ts';
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
    if (isCheckedText(kind)) {
      const validThroughDay = context.now.setZone(homeZone).plus({ months: agreementMonths }).toISODate() ?? '';
      const verified = { validThroughDay, textVersion: version };
      await asConsequence(db, context.actor, async () => clearFor(inside, accountId, kind, verified));
    }
    return ok(consent);
  });
}
