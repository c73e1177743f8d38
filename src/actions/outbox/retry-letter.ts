import { authorise } from '../../domain/actor.ts';
import type { LetterState } from '../../domain/outbox.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { retryLetter as retryNow } from '../../db/queries/background.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type RetryLetterError =
  | CommonFailure
  | { readonly kind: 'letter-not-waiting'; readonly state: Exclude<LetterState | 'sent', RetriedState> };
type RetriedState = (typeof retriedStates)[number];
const retriedStates = ['waiting', 'retrying', 'unconfirmed'] as const;

/**
 * Lets a letter be tried at once and not at its next time, or once more where nobody heard the answer. What was given up cannot be: its
 * content is gone; nor what is held back: its address is allowed again instead.
 */
export async function retryLetter(context: ActionContext, id: string): Promise<Result<{ readonly id: string }, RetryLetterError>> {
  const may = authorise(context.actor, 'job.retry');
  if (!may.ok) return may;
  const found = await retryNow(context.db, id, instantOf(context.now));
  if (found === undefined) return fail(notFound('message'));
  if (!isRetried(found)) return fail({ kind: 'letter-not-waiting', state: found });
  await record(context, { thing: 'message', thingId: id, event: 'message.retried' });
  return ok({ id });
}

function isRetried(state: LetterState | 'sent'): state is RetriedState {
  return retriedStates.some((one) => one === state);
}
