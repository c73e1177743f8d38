import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { actionPlace, lockReply, notePlace, saveHelped, type SafetyReply } from '../../db/queries/safety.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** An answer with what was said and done, in clear. */
export type OpenedReply = Omit<SafetyReply, 'sealedNote' | 'sealedAction'> & {
  readonly note: string | null;
  readonly action: string | null;
};

export async function openReply(
  { keys }: Pick<ActionContext, 'keys'>,
  { sealedNote, sealedAction, ...reply }: SafetyReply,
): Promise<OpenedReply> {
  return {
    ...reply,
    note: sealedNote === null ? null : await keys.open(sealedNote, notePlace(reply.id)),
    action: sealedAction === null ? null : await keys.open(sealedAction, actionPlace(reply.id)),
  };
}

/** Writes down what was done for somebody who needs help; they leave the alarm. */
export async function markHelped(context: ActionContext, id: string, action: string): Promise<Result<OpenedReply, CommonFailure>> {
  const may = authorise(context.actor, 'safety.ask');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const reply = await lockReply(db, id);
    if (reply?.answer !== 'needs_help') return fail(notFound('safety-reply'));
    const at = instantOf(context.now);
    const sealedAction = await context.keys.seal(action, actionPlace(id));
    await saveHelped(db, id, { by: accountIdOf(context.actor) ?? '', at, sealedAction });
    await record(inside, { thing: 'safety_reply', thingId: id, event: 'safety_reply.helped', subjectId: reply.accountId });
    return ok(await openReply(inside, { ...reply, helpedAt: at, sealedAction }));
  });
}
