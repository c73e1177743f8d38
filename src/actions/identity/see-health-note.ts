import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findHealthNote, healthPlace } from '../../db/queries/identity.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Shows what somebody said of their health to the safeguarding lead. The look is recorded, and the person sees it. */
export async function seeHealthNote(
  context: ActionContext,
  accountId: string,
  reason: string,
): Promise<Result<{ readonly text: string }, CommonFailure>> {
  const may = authorise(context.actor, 'health.see');
  if (!may.ok) return may;
  const note = await findHealthNote(context.db, accountId);
  if (note === undefined) return fail(notFound('health_note'));
  const text = await context.keys.open(note.sealedText, healthPlace(accountId));
  await record(context, { thing: 'health_note', thingId: accountId, event: 'health_note.seen', reason, subjectId: accountId });
  return ok({ text });
}
