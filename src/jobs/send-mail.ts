import { instantOf } from '../actions/context.ts';
import { lockDueMessage, openLetter, saveMessage, type Message } from '../db/queries/messages.ts';
import { mostTries } from '../domain/outbox.ts';
import { asSystem, type PostContext } from './job.ts';

/**
 * Sends the message that is due longest; gives whether there was one. What was sent is forgotten. One that cannot be
 * delivered waits twice as long each time, holds up no other, and is given up after some two days.
 */
export async function sendMail(job: PostContext): Promise<boolean> {
  return asSystem(job, 'send-mail', async (db) => {
    const now = job.now();
    const message = await lockDueMessage(db, instantOf(now));
    if (message === undefined) return false;
    const isSent = await tryToSend(job, message);
    const attempts = message.attempts + 1;
    const waitMinutes = 10 * 2 ** attempts;
    const outcome = isSent
      ? { sentAt: instantOf(now), sealedLetter: null }
      : attempts >= mostTries
        ? { failedAt: instantOf(now), sealedLetter: null }
        : { nextAttemptAt: instantOf(now.plus({ minutes: waitMinutes })) };
    await saveMessage(db, message.id, { attempts, ...outcome });
    return true;
  });
}

async function tryToSend({ keys, send, now }: PostContext, message: Message): Promise<boolean> {
  try {
    await send(await openLetter(keys, message));
    return true;
  } catch (error) {
    // To whom and what stays out of the log.
    const name = error instanceof Error ? error.name : 'unknown';
    console.error(JSON.stringify({ at: instantOf(now()), level: 'error', fault: 'letter not delivered', messageId: message.id, name }));
    return false;
  }
}
