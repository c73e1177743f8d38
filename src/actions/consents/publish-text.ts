import { authorise, type Refusal } from '../../domain/actor.ts';
import { isCheckedText, type TextKind } from '../../domain/consent.ts';
import { ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { lockClearedByText, saveClearanceState } from '../../db/queries/clearances.ts';
import { findText, insertText, type AgreedText } from '../../db/queries/texts.ts';
import { accountIdOf, instantOf, type ActionContext } from '../context.ts';
import { record, recordAll } from '../record.ts';

export type PublishTextError = Refusal;

/** Publishes a new version of a text. Checks that rest on an older one end: those people are asked again. */
export async function publishText(
  context: ActionContext,
  kind: TextKind,
  wording: { readonly zh: string; readonly en: string },
): Promise<Result<AgreedText, PublishTextError>> {
  const may = authorise(context.actor, 'text.publish');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const version = ((await findText(db, kind))?.version ?? 0) + 1;
    const published = { publishedAt: instantOf(context.now), publishedBy: accountIdOf(context.actor) };
    const text = await insertText(db, { kind, version, ...wording, ...published });
    await record(inside, { thing: 'text', thingId: `${kind}/${version}`, event: 'text.published' });
    if (isCheckedText(kind)) await asConsequence(db, context.actor, async () => endOlder(inside, kind, version));
    return ok(text);
  });
}

async function endOlder(context: ActionContext, kind: 'code_of_conduct' | 'agreement', version: number): Promise<void> {
  const older = await lockClearedByText(context.db, kind, version);
  if (older.length === 0) return;
  await saveClearanceState(
    context.db,
    older.map(({ id }) => id),
    'expired',
  );
  const about = {
    thing: 'clearance',
    event: 'clearance.expired',
    from: 'cleared',
    to: 'expired',
    reason: `the text changed to version ${version}`,
  };
  await recordAll(
    context,
    older.map(({ id, accountId }) => ({ ...about, thingId: id, subjectId: accountId })),
  );
}
